-- What changed in the law in a span of days, in words; NULL where nothing did. A line through outcomes must not
-- be drawn through such a span.
CREATE OR REPLACE MACRO law_break(span_first, span_last) AS
  (SELECT string_agg(strftime(law_from, '%-d %b %Y') || ': ' || law_label, '; ' ORDER BY law_from)
   FROM law_change WHERE law_from BETWEEN span_first AND span_last)
