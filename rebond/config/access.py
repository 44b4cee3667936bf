"""The access table: who may open each route. A route without a row opens to nobody, and fails the tests.

A row answers for the kind of page. Which applications, hand-overs or donations somebody sees is narrowed by the
app's own `access.py` and `visible_to`, and what one may not see is absent (404).
"""

from rebond.accounts.access import Predicate, anyone, holders_of, signed_in
from rebond.accounts.models import Role

officers = holders_of(Role.OFFICER, Role.ADMINISTRATOR)
city_hall = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR)
deciders = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE)
stockroom = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE)
stock_readers = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.ELECTED, Role.AUDITOR, Role.DONOR)
applicants = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.MANAGER)
city_hall_and_managers = holders_of(
    Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR, Role.MANAGER
)
note_readers = holders_of(Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.AUDITOR, Role.MANAGER)
handover_readers = holders_of(
    Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR, Role.MANAGER
)

TABLE: dict[str, Predicate] = {
    # the public
    "portal:public": anyone,
    "portal:districts_csv": anyone,
    "portal:allocations_csv": anyone,
    "portal:help": anyone,
    "portal:legal_notice": anyone,
    "portal:privacy": anyone,
    "portal:accessibility": anyone,
    "set_language": anyone,
    "demo:sign_in": anyone,
    "interface:gallery": anyone,
    # whoever has an account
    "portal:home": signed_in,
    # officers: the machinery
    "jobs:list": officers,
    "jobs:retry": officers,
    "mail:list": officers,
    "mail:resend": officers,
    # the stock
    "stock:devices": stock_readers,
    "stock:export_csv": stock_readers,
    "stock:export_xlsx": stock_readers,
    "stock:device": stock_readers,
    "stock:hold": officers,
    "stock:release": officers,
    "stock:lots": stock_readers,
    "stock:lot": stock_readers,
    "stock:erasures": stock_readers,
    "stock:files": officers,
    "stock:upload": officers,
    "stock:upload_erasures": officers,
    "stock:file": officers,
    "stock:apply_file": officers,
    "stock:corrections": officers,
    # the programme and its waves
    "programmes:detail": anyone,
    "programmes:wave": city_hall,
    "programmes:edit_wave": officers,
    "programmes:open_wave": officers,
    "programmes:close_wave": officers,
    "programmes:tell_draw": officers,
    # applications
    "applications:list": city_hall_and_managers,
    "applications:export_csv": city_hall,
    "applications:export_xlsx": city_hall,
    "applications:upload": officers,
    "applications:file": officers,
    "applications:apply_file": officers,
    "applications:new": applicants,
    "applications:detail": city_hall_and_managers,
    "applications:received": city_hall_and_managers,
    "applications:edit": applicants,
    "applications:withdraw": applicants,
    "applications:override": officers,
    # their review
    "applications:declare": deciders,
    "applications:eligibility": city_hall,
    "applications:queue": city_hall,
    "applications:queue_csv": city_hall,
    "applications:queue_xlsx": city_hall,
    "applications:batch": officers,
    "applications:batch_done": officers,
    "applications:undo_batch": officers,
    "applications:assign": officers,
    "applications:assignments": officers,
    "applications:unassign": officers,
    "applications:add_rule": officers,
    "applications:remove_rule": officers,
    "applications:apply_rules": officers,
    "applications:draw_readers": officers,
    "applications:settle_wave": officers,
    "applications:review": city_hall,
    "applications:give_reading": deciders,
    "applications:peek": officers,
    "applications:settle": officers,
    "applications:comment": deciders,
    "applications:correct_comment": deciders,
    "applications:remove_comment": deciders,
    "applications:lift_recusal": officers,
    # the allocation of waves
    "waves:list": city_hall,
    "waves:detail": city_hall,
    "waves:export_csv": city_hall,
    "waves:export_xlsx": city_hall,
    "waves:propose": officers,
    "waves:publish": officers,
    "waves:change": deciders,
    "waves:explanation": city_hall_and_managers,
    "waves:how": anyone,
    "waves:results": anyone,
    "waves:record": anyone,
    "waves:problem": anyone,
    "waves:result": anyone,
    "waves:verification": anyone,
    # simulations of wave policies
    "waves:studio": city_hall,
    "waves:studio_csv": city_hall,
    "waves:studio_xlsx": city_hall,
    "waves:studio_note": city_hall,
    "waves:what_if": city_hall,
    "waves:save_scenario": deciders,
    "waves:scenario": deciders,
    "waves:duplicate_scenario": deciders,
    "waves:delete_scenario": deciders,
    "waves:propose_scenario": officers,
    "waves:simulations": city_hall,
    "waves:new_simulation": deciders,
    "waves:simulation": city_hall,
    "waves:cancel_simulation": deciders,
    "waves:simulation_csv": city_hall,
    "waves:simulation_xlsx": city_hall,
    "waves:simulation_json": city_hall,
    # hand-overs
    "handovers:verify": anyone,
    "handovers:list": handover_readers,
    "handovers:export_csv": handover_readers,
    "handovers:export_xlsx": handover_readers,
    "handovers:detail": handover_readers,
    "handovers:note": note_readers,
    "handovers:prepare": stockroom,
    "handovers:scan": stockroom,
    "handovers:paste": stockroom,
    "handovers:remove": stockroom,
    "handovers:accessories": stockroom,
    "handovers:announce": stockroom,
    "handovers:reopen": stockroom,
    "handovers:sign": stockroom,
    "handovers:cancel": stockroom,
    # sign-in, by allauth
    "account_login": anyone,
    "account_logout": anyone,
    "account_signup": anyone,
    "account_request_login_code": anyone,
    "account_confirm_login_code": anyone,
    "account_reset_password": anyone,
    "account_reset_password_done": anyone,
    "account_reset_password_from_key": anyone,
    "account_reset_password_from_key_done": anyone,
    "account_email_verification_sent": anyone,
    "account_inactive": anyone,
    "account_change_password": signed_in,
    "account_set_password": signed_in,
    "account_reauthenticate": signed_in,
    "account_email": signed_in,
}
