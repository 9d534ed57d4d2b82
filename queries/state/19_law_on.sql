-- The rules in force on a day; NULL before the first of them.
CREATE OR REPLACE MACRO law_on(law_day) AS
  (SELECT law_label FROM law_change WHERE law_day BETWEEN law_from AND law_until)
