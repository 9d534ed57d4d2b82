-- Whether a hold of this kind holds up work of this jurisdiction: criminal proceedings that come first (sub judice) hold misconduct proceedings, not
-- themselves; a coroner's suspension holds the coroner's own; a judicial review or any other hold whatever it names.
CREATE OR REPLACE MACRO holds_up(hold_kind, work_jurisdiction) AS
  CASE hold_kind WHEN 'sub_judice' THEN work_jurisdiction = 'misconduct' WHEN 'coroner_suspension' THEN work_jurisdiction = 'coronial' ELSE true END
