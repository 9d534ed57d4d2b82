-- The word for a step that is asked of something, or is not: done, not recorded, does not apply.
CREATE OR REPLACE MACRO step_word(asked, done) AS
  CASE WHEN NOT asked THEN 'does not apply' WHEN done THEN 'done' ELSE 'not recorded' END
