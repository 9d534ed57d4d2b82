-- Whether a response answers a recommendation: a day on which it was received, or a code that is an answer. "No response" and
-- "awaiting" are none. Where the day does not count, or does not matter, give NULL for it.
CREATE OR REPLACE MACRO answered(answer, answered_date) AS
  answered_date IS NOT NULL OR coalesce(answer IN ('accepted', 'accepted_in_part', 'not_accepted', 'superseded'), false)
