-- Whether a hold of this kind holds up work of this jurisdiction: criminal proceedings that come first (sub judice) hold misconduct proceedings, not
-- themselves; a coroner's suspension holds the coroner's own; a judicial review or any other hold whatever it names. Work of
-- no known jurisdiction is held by any.
CREATE OR REPLACE MACRO holds_up(hold_kind, work_jurisdiction) AS
  CASE hold_kind WHEN 'sub_judice' THEN coalesce(work_jurisdiction = 'misconduct', true) WHEN 'coroner_suspension' THEN coalesce(work_jurisdiction = 'coronial', true) ELSE true END
