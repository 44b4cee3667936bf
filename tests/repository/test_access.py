"""Who gets which answer from every address: the house as a stranger would try it (rules R16, R17; goal G17).

GRID is written by hand, apart from `rebond.config.access`: opening a page to somebody else takes two changes, and
every address is asked by everybody, with every method, for what is theirs, what is not, and what never was.
"""

import logging
import uuid
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rebond.accounts.access import anyone
from rebond.accounts.models import Role, User
from rebond.applications.models import ApplicationQuerySet
from rebond.config.access import TABLE
from tests.factories.two_cities import TwoCities

pytestmark = pytest.mark.django_db

# Officer, Administrator, Committee, Elected, aUditor, Warehouse, Manager, Donor.
LETTERS = {
    "O": Role.OFFICER,
    "A": Role.ADMINISTRATOR,
    "C": Role.COMMITTEE,
    "E": Role.ELECTED,
    "U": Role.AUDITOR,
    "W": Role.WAREHOUSE,
    "M": Role.MANAGER,
    "D": Role.DONOR,
}
# The last column: who finds there only what belongs to their own association or company.
GRID = """
route                             methods   opens to    object             only theirs

portal:public                     GET       everybody   -                  -
portal:districts_csv              GET       everybody   -                  -
portal:allocations_csv            GET       everybody   -                  -
portal:help                       GET       everybody   -                  -
portal:legal_notice               GET       everybody   -                  -
portal:privacy                    GET       everybody   -                  -
portal:accessibility              GET       everybody   -                  -
portal:home                       GET       signed-in   -                  -
interface:gallery                 GET,POST  everybody   -                  -
set_language                      GET,POST  everybody   -                  -
demo:sign_in                      POST      everybody   -                  -

jobs:list                         GET       OA          -                  -
jobs:retry                        POST      OA          task               -
mail:list                         GET       OA          -                  -
mail:resend                       POST      OA          mail               -

accounts:people                   GET       OA          -                  -
accounts:export_csv               GET       OA          -                  -
accounts:export_xlsx              GET       OA          -                  -
accounts:grant                    POST      A           -                  -
accounts:withdraw                 POST      A           city-role          -
accounts:ask                      GET,POST  everybody   -                  -
accounts:asked                    GET       everybody   -                  -
accounts:invitation               GET,POST  everybody   invitation-code    -
accounts:withdraw_invitation      POST      OAM         invitation         M
accounts:requests                 GET       OA          -                  -
accounts:request                  GET       OAM         join-request       M
accounts:approve                  POST      OAM         join-request       M
accounts:refuse                   POST      OAM         join-request       M
accounts:team                     GET       OAM         association        M
accounts:invite                   POST      OAM         association        M
accounts:confirm                  POST      OAM         association        M
accounts:leave                    POST      OAM         membership         M

donations:offer                   GET,POST  everybody   -                  -
donations:follow                  GET       everybody   donation-token     -
donations:take_back               POST      everybody   donation-token     -
donations:list                    GET       OAEUWD      -                  -
donations:list_csv                GET       OAEUWD      -                  -
donations:list_xlsx               GET       OAEUWD      -                  -
donations:donation                GET       OAEUWD      donation           D
donations:lines_csv               GET       OAEUWD      donation           D
donations:lines_xlsx              GET       OAEUWD      donation           D
donations:new                     GET,POST  OAD         -                  -
donations:edit                    GET,POST  OAD         draft-donation     D
donations:lines                   GET,POST  OAD         draft-donation     D
donations:add_file                POST      OAD         draft-donation     D
donations:file                    GET       OAD         announced-file     D
donations:columns                 GET,POST  OAD         announced-file     D
donations:corrections             GET       OAD         announced-file     D
donations:remove_file             POST      OAD         announced-file     D
donations:announce                POST      OAD         draft-donation     D
donations:withdraw                POST      OAD         draft-donation     D
donations:accept                  GET,POST  OA          announced-donation -
donations:decline                 POST      OA          announced-donation -
donations:plan                    POST      OA          donation           -
donations:close                   POST      OA          donation           -
donations:reopen                  POST      OA          closed-donation    -

stock:lot_settings                GET,POST  OA          announced-lot      -
stock:intake_note                 GET       OAEUWD      announced-lot      D
stock:sign_intake_note            POST      OAW         announced-lot      -
stock:intake_draft                GET       OAW         announced-lot      -
stock:intake_paper                GET       OAEUWD      intake-note        D
stock:reconciliation              GET       OAEUWD      answered-donation  D
stock:reconciliation_csv          GET       OAEUWD      answered-donation  D
stock:reconciliation_xlsx         GET       OAEUWD      answered-donation  D
stock:settle_differences          POST      OA          answered-donation  -

stock:devices                     GET       OAEUWD      -                  -
stock:export_csv                  GET       OAEUWD      -                  -
stock:export_xlsx                 GET       OAEUWD      -                  -
stock:device                      GET       OAEUWD      device             D
stock:hold                        POST      OA          device             -
stock:release                     POST      OA          held-device        -
stock:lots                        GET       OAEUWD      -                  -
stock:lot                         GET       OAEUWD      lot                D
stock:erasures                    GET       OAEUWD      -                  -
stock:type_certificate            GET,POST  OA          -                  -
stock:link_certificate            GET,POST  OA          orphan-certificate -
stock:unlink_certificate          POST      OA          linked-certificate -
stock:certificate_proof           GET       OAEUWD      proven-certificate D
stock:order_destruction           POST      OA          failed-certificate -
stock:destruction                 GET,POST  OA          destruction        -
stock:destruction_slip            GET       OA          destruction        -
stock:note_disk                   POST      OA          device             -
stock:forget_disk                 POST      OA          disk               -
stock:lot_certificates            GET       OAEUWD      lot                D
stock:files                       GET       OA          -                  -
stock:upload                      GET,POST  OA          -                  -
stock:upload_erasures             GET,POST  OA          -                  -
stock:file                        GET       OA          file               -
stock:apply_file                  POST      OA          file               -
stock:corrections                 GET       OA          file               -
stock:columns                     GET,POST  OA          file               -
stock:correct_row                 GET,POST  OA          file-row           -
stock:cancel_file                 POST      OA          file               -
stock:undo_file                   POST      OA          applied-file       -

stock:places                      GET       OAEUW       -                  -
stock:new_place                   GET,POST  OA          -                  -
stock:place                       GET       OAEUW       place              -
stock:rename_place                POST      OA          place              -
stock:archive_place               POST      OA          place              -
stock:reopen_place                POST      OA          place              -
stock:receive_in                  POST      OA          place              -
stock:quantities                  GET       OAEUW       -                  -
stock:quantities_csv              GET       OAEUW       -                  -
stock:quantities_xlsx             GET       OAEUW       -                  -
stock:movements                   GET       OAEUW       -                  -
stock:movements_csv               GET       OAEUW       -                  -
stock:movements_xlsx              GET       OAEUW       -                  -
stock:correct                     GET,POST  OA          movement           -
stock:receive                     GET,POST  OAW         -                  -
stock:carry                       GET,POST  OAW         -                  -
stock:remove                      GET,POST  OA          -                  -
stock:new_kind                    GET,POST  OA          -                  -
stock:kits                        GET       OAEUW       -                  -
stock:new_kit                     GET,POST  OA          -                  -
stock:remove_kit                  POST      OA          kit                -
stock:bulk                        GET,POST  OAW         -                  -
stock:stocktakes                  GET       OAEUW       -                  -
stock:start_stocktake             POST      OAW         place              -
stock:stocktake                   GET       OAEUW       stocktake          -
stock:see_device                  POST      OAW         stocktake          -
stock:count_accessory             POST      OAW         stocktake          -
stock:finish_count                POST      OAW         stocktake          -
stock:close_stocktake             POST      OA          counted-stocktake  -
stock:give_up_stocktake           POST      OAW         stocktake          -

labels:machine                    GET,POST  everybody   tag                -
stock:labels                      GET       OAW         -                  -
stock:new_labels                  GET,POST  OAW         -                  -
stock:empty_labels                GET,POST  OAW         -                  -
stock:bind_tag                    GET,POST  OAW         -                  -
stock:calibration                 GET,POST  OAW         -                  -
stock:calibration_pdf             GET       OAW         -                  -
stock:label_run                   GET       OAW         labels             -
stock:label_pdf                   GET       OAW         labels             -
stock:identifiers                 GET,POST  OAW         device             -
stock:retire_identifier           GET,POST  OAW         further-name       -
stock:new_view                    GET,POST  OAEUW       -                  -
stock:change_view                 GET,POST  OAEUW       saved-view         -
stock:delete_view                 POST      OAEUW       saved-view         -
stock:merge                       GET,POST  OA          device             -
stock:notices                     GET       OA          -                  -
stock:settle_notice               POST      OA          notice             -
stock:benches                     GET       OAEUW       -                  -
stock:open_bench                  GET,POST  OAW         -                  -
stock:bench                       GET       OAW         bench              -
stock:bench_scan                  POST      OAW         bench              -
stock:pause_bench                 POST      OAW         bench              -
stock:resume_bench                POST      OAW         paused-bench       -
stock:close_bench                 POST      OAW         bench              -
stock:bench_summary               GET       OAEUW       bench              -
stock:bench_csv                   GET       OAEUW       bench              -
stock:bench_xlsx                  GET       OAEUW       bench              -
stock:triage                      GET,POST  OAW         triage             -
stock:triage_photo                GET       OAEUW       photographed       -
stock:take_parts                  POST      OAW         spares             -
stock:bench_checks                GET,POST  OA          -                  -
stock:switch_check                POST      OA          -                  -
stock:need_triage                 POST      OA          -                  -
stock:facts                       GET,POST  OAW         device             -
stock:keep_facts                  POST      OAW         fact-sheet         -
stock:note_read_disks             POST      OAW         fact-sheet         -
stock:lot_spares                  GET,POST  OA          lot                -
stock:release_spares              POST      OA          spared-lot         -
stock:spares                      GET,POST  OA          -                  -
stock:recycling                   GET       OAEUW       -                  -
stock:recycling_csv               GET       OAEUW       -                  -
stock:recycling_xlsx              GET       OAEUW       -                  -
stock:waste_register              GET       OAEUW       -                  -
stock:waste_register_csv          GET       OAEUW       -                  -
stock:waste_register_xlsx         GET       OAEUW       -                  -
stock:new_recycling_slip          GET,POST  OAW         -                  -
stock:recycling_slip              GET       OAEUW       recycling-slip     -
stock:recycle_devices             POST      OAW         recycling-slip     -
stock:recycle_accessories         POST      OAW         recycling-slip     -
stock:take_off_slip               POST      OAW         recycling-line     -
stock:discard_recycling_slip      POST      OAW         recycling-slip     -
stock:collect_recycling_slip      GET,POST  OA          recycling-slip     -
stock:take_back_recycling         POST      OA          collected-slip     -
stock:recycling_paper             GET       OAEUW       collected-slip     -
stock:recycling_proof             GET       OAEUW       collected-slip     -

programmes:detail                 GET       everybody   -                  -
programmes:wave                   GET       OACEU       published-wave     -
programmes:edit_wave              GET,POST  OA          planned-wave       -
programmes:open_wave              POST      OA          planned-wave       -
programmes:close_wave             POST      OA          open-wave          -
programmes:tell_draw              POST      OA          undrawn-wave       -

programmes:list                   GET       OA          -                  -
programmes:new                    GET,POST  OA          -                  -
programmes:load                   GET,POST  OA          -                  -
programmes:setup                  GET       OA          draft-programme    -
programmes:edit                   GET,POST  OA          draft-programme    -
programmes:supplied               GET,POST  OA          draft-programme    -
programmes:criteria               GET       OA          draft-programme    -
programmes:new_criterion          GET,POST  OA          draft-programme    -
programmes:criterion              GET,POST  OA          criterion          -
programmes:move_criterion         POST      OA          criterion          -
programmes:remove_criterion       POST      OA          criterion          -
programmes:waves                  GET       OA          draft-programme    -
programmes:new_wave               GET,POST  OA          draft-programme    -
programmes:remove_wave            POST      OA          spare-wave         -
programmes:letters                GET       OA          draft-programme    -
programmes:letter                 GET,POST  OA          letter             -
programmes:checklist              GET,POST  OA          spare-wave         -
programmes:amend                  GET,POST  OA          open-wave          -
programmes:amendment              GET       OA          amendment          -
programmes:publish_amendment      POST      OA          amendment          -
programmes:withdraw_amendment     POST      OA          amendment          -
programmes:preview                GET       OA          draft-programme    -
programmes:publish                POST      OA          draft-programme    -
programmes:duplicate              POST      OA          draft-programme    -
programmes:export                 GET       OA          draft-programme    -

applications:list                 GET       OACEUM      -                  -
applications:export_csv           GET       OACEU       -                  -
applications:export_xlsx          GET       OACEU       -                  -
applications:upload               GET,POST  OA          -                  -
applications:file                 GET       OA          application-file   -
applications:apply_file           POST      OA          application-file   -
applications:check                GET       everybody   -                  -
applications:form                 GET       OA          planned-wave       -
applications:new_question         GET,POST  OA          planned-wave       -
applications:question             GET,POST  OA          form-question      -
applications:move_question        POST      OA          form-question      -
applications:remove_question      POST      OA          form-question      -
applications:put_back             POST      OA          planned-wave       -
applications:new_section          GET,POST  OA          planned-wave       -
applications:section              GET,POST  OA          form-part          -
applications:move_section         POST      OA          form-part          -
applications:remove_section       POST      OA          empty-part         -
applications:copy_form            POST      OA          planned-wave       -
applications:amend_form           GET,POST  OA          open-wave          -
applications:preview_form         GET,POST  OA          form-screen        -
applications:new                  GET,POST  OAM         open-wave          -
applications:draft                GET       OAM         draft              M
applications:step                 GET,POST  OAM         draft-step         M
applications:draft_state          GET       OAM         draft              M
applications:discard_draft        POST      OAM         draft              M
applications:send                 GET,POST  OAM         draft              M
applications:blank_form           GET       everybody   open-wave          -
applications:prepare_form         POST      OAM         associations-wave  M
applications:prepared_form        GET       OAM         draft              M
applications:coded_form           GET       OAM         draft              M
applications:scan                 GET       OAM         draft              M
applications:attach_form          GET,POST  OA          -                  -
applications:draft_papers         GET,POST  OAM         draft              M
applications:reuse_papers         POST      OAM         draft              M
applications:asked_papers         GET,POST  OA          planned-wave       -
applications:papers               GET,POST  OACM        application        M
applications:paper                GET       OACM        paper              M
applications:take_back_paper      POST      OAM         draft-paper        M
applications:accept_paper         POST      OA          paper              -
applications:refuse_paper         GET,POST  OA          paper              -
applications:papers_to_look_at    GET       OA          -                  -
applications:papers_csv           GET       OA          -                  -
applications:papers_xlsx          GET       OA          -                  -
applications:detail               GET       OACEUM      application        M
applications:received             GET       OACEUM      application        M
applications:receipt              GET       OAM         application        M
applications:edit                 GET,POST  OAM         application        M
applications:withdraw             POST      OAM         application        M
applications:override             POST      OA          application        -
applications:messages             GET       OACEUM      application        M
applications:attachment           GET       OACEUM      attachment         M
applications:write_message        POST      OAM         application        M
applications:record_exchange      GET,POST  OA          application        -
applications:no_answer            POST      OA          application        -
applications:share_message        POST      OA          message            -
applications:unshare_message      POST      OA          shared-message     -
applications:messages_waiting     GET       OA          -                  -
applications:messages_csv         GET       OA          -                  -
applications:messages_xlsx        GET       OA          -                  -
applications:ask_correction       GET,POST  OA          application        -
applications:correction           GET       OAM         correction         M
applications:answer_item          GET,POST  OAM         correction-item    M
applications:complete_correction  POST      OAM         answered-list      M
applications:withdraw_correction  POST      OA          correction         -
applications:check_correction     POST      OA          completed-list     -
applications:declare              GET,POST  OAC         application        -
applications:declare_wave         GET,POST  OAC         closed-wave        -
applications:lift_recusal         GET,POST  OA          recusal            -
applications:eligibility          GET       OACEU       -                  -
applications:queue                GET       OACEU       -                  -
applications:queue_csv            GET       OACEU       -                  -
applications:queue_xlsx           GET       OACEU       -                  -
applications:batch                GET,POST  OA          -                  -
applications:batch_done           GET       OA          batch              -
applications:undo_batch           POST      OA          batch              -
applications:assign               GET,POST  OA          -                  -
applications:assignments          GET       OA          -                  -
applications:unassign             POST      OA          assignment         -
applications:add_rule             POST      OA          -                  -
applications:remove_rule          POST      OA          assignment-rule    -
applications:apply_rules          POST      OA          open-wave          -
applications:draw_readers         POST      OA          open-wave          -
applications:settle_wave          POST      OA          closed-wave        -
applications:review               GET       OACEU       application        -
applications:give_reading         GET,POST  OAC         application        -
applications:peek                 GET,POST  OA          application        -
applications:settle               GET,POST  OA          read-application   -
applications:comment              POST      OAC         application        -
applications:correct_comment      GET,POST  OAC         comment            -
applications:remove_comment       POST      OAC         comment            -

directory:list                    GET       OACEU       -                  -
directory:export_csv              GET       OACEU       -                  -
directory:export_xlsx             GET       OACEU       -                  -
directory:detail                  GET       OACEU       association        -
directory:reach                   GET       OACEU       -                  -
directory:reach_csv               GET       OACEU       -                  -
directory:duplicates              GET       OA          -                  -
directory:merge                   GET,POST  OA          pair               -
directory:tell_apart              POST      OA          pair               -
directory:undo_merge              POST      OA          merge              -
directory:outreaches              GET       OA          -                  -
directory:new_outreach            GET,POST  OA          -                  -
directory:outreach                GET       OA          outreach           -
directory:edit_outreach           GET,POST  OA          draft-outreach     -
directory:outreach_csv            GET       OA          outreach           -
directory:outreach_xlsx           GET       OA          outreach           -
directory:sample_letter           GET       OA          draft-outreach     -
directory:take_off                POST      OA          listed             -
directory:put_back                POST      OA          unlisted           -
directory:plan_outreach           POST      OA          draft-outreach     -
directory:call_back_outreach      POST      OA          planned-outreach   -
directory:discard_outreach        POST      OA          draft-outreach     -
directory:letters                 GET       OA          letters            -
directory:contact                 GET,POST  OA          association        -
directory:compare                 GET,POST  OA          association        -
directory:ask_register            POST      OA          association        -
directory:register_files          GET       OA          -                  -
directory:upload_register         GET,POST  OA          -                  -
directory:register_file           GET       OA          register-file      -
directory:confirm_register        POST      OA          register-file      -
directory:register_refusals_csv   GET       OA          register-file      -
directory:enter_code              GET       everybody   -                  -
directory:with_code               GET,POST  everybody   paper-code         -
directory:refuse_contact          GET,POST  everybody   refusal            -

waves:list                        GET       OACEU       -                  -
waves:detail                      GET       OACEU       closed-wave        -
waves:export_csv                  GET       OACEU       closed-wave        -
waves:export_xlsx                 GET       OACEU       closed-wave        -
waves:propose                     POST      OA          closed-wave        -
waves:publish                     GET,POST  OA          draft-proposal     -
waves:change                      GET,POST  OAC         draft-allocation   -
waves:explanation                 GET       OACEUM      explanation        M
waves:sittings                    GET       OACEU       closed-wave        -
waves:committee_rules             GET,POST  OA          closed-wave        -
waves:open_sitting                GET,POST  OA          sat-wave           -
waves:committee_sheet_pdf         GET       OACEU       closed-wave        -
waves:committee_sheet_xlsx        GET       OACEU       closed-wave        -
waves:sitting                     GET       OACEU       sitting            -
waves:change_sitting              GET,POST  OA          sitting            -
waves:vote                        POST      OA          sitting            -
waves:close_sitting               POST      OA          voted-sitting      -
waves:minutes                     GET       OACEU       closed-sitting     -
waves:letters                     GET       OA          letters-wave       -
waves:letters_csv                 GET       OA          letters-wave       -
waves:letters_xlsx                GET       OA          letters-wave       -
waves:write_letters               POST      OA          letters-wave       -
waves:release_letters             POST      OA          letters-wave       -
waves:letters_to_print            GET       OA          posting-wave       -
waves:post_letters                POST      OA          posting-wave       -
waves:letter                      GET       OA          decision-letter    -
waves:letter_file                 GET       OAM         decision-letter    M
waves:correct_letter              GET,POST  OA          decision-letter    -
waves:letter_by_post              POST      OA          decision-letter    -
waves:how                         GET       everybody   -                  -
waves:results                     GET       everybody   published-wave     -
waves:record                      GET       everybody   published-wave     -
waves:problem                     GET       everybody   published-wave     -
waves:result                      GET       everybody   published-wave     -
waves:verification                GET       everybody   -                  -
waves:studio                      GET       OACEU       closed-wave        -
waves:studio_csv                  GET       OACEU       closed-wave        -
waves:studio_xlsx                 GET       OACEU       closed-wave        -
waves:studio_note                 GET       OACEU       closed-wave        -
waves:what_if                     GET       OACEU       closed-wave        -
waves:save_scenario               GET,POST  OAC         closed-wave        -
waves:scenario                    GET,POST  OAC         scenario           -
waves:duplicate_scenario          POST      OAC         scenario           -
waves:delete_scenario             POST      OAC         scenario           -
waves:propose_scenario            GET,POST  OA          scenario           -
waves:simulations                 GET       OACEU       -                  -
waves:new_simulation              GET,POST  OAC         -                  -
waves:simulation                  GET       OACEU       simulation         -
waves:cancel_simulation           POST      OAC         waiting-simulation -
waves:simulation_csv              GET       OACEU       simulation         -
waves:simulation_xlsx             GET       OACEU       simulation         -
waves:simulation_json             GET       OACEU       simulation         -

handovers:verify                  GET       everybody   reference          -
handovers:list                    GET       OACEUWM     -                  -
handovers:export_csv              GET       OACEUWM     -                  -
handovers:export_xlsx             GET       OACEUWM     -                  -
handovers:detail                  GET       OACEUWM     handover           M
handovers:note                    GET       OAUWM       handover           M
handovers:prepare                 POST      OAW         allocation         -
handovers:scan                    GET,POST  OAW         handover           -
handovers:paste                   GET,POST  OAW         handover           -
handovers:remove                  POST      OAW         handover-item      -
handovers:accessories             GET,POST  OAW         handover           -
handovers:announce                POST      OAW         handover           -
handovers:reopen                  POST      OAW         ready-handover     -
handovers:sign                    GET,POST  OAW         handover           -
handovers:cancel                  GET,POST  OAW         handover           -

handovers:machines                GET       OACEUWM     -                  -
handovers:machines_csv            GET       OACEUWM     -                  -
handovers:machines_xlsx           GET       OACEUWM     -                  -
handovers:ask_swap                GET,POST  OAWM        custody            M
handovers:swaps                   GET       OACEUWM     -                  -
handovers:swaps_csv               GET       OACEUWM     -                  -
handovers:swaps_xlsx              GET       OACEUWM     -                  -
handovers:swap                    GET       OACEUWM     swap               M
handovers:approve_swap            POST      OA          swap               -
handovers:refuse_swap             POST      OA          swap               -
handovers:make_swap               POST      OAW         approved-swap      -
handovers:swap_slip               GET       OAWM        made-swap          M
handovers:swap_photo              GET       OAWM        made-swap          M
handovers:returns                 GET       OACEUWM     -                  -
handovers:returns_csv             GET       OACEUWM     -                  -
handovers:returns_xlsx            GET       OACEUWM     -                  -
handovers:new_return              GET,POST  OAW         holder             -
handovers:return                  GET       OACEUWM     return             M
handovers:return_slip             GET       OAWM        return             M
handovers:transfers               GET       OACEUWM     -                  -
handovers:transfers_csv           GET       OACEUWM     -                  -
handovers:transfers_xlsx          GET       OACEUWM     -                  -
handovers:ask_transfer            GET,POST  OAM         holder             M
handovers:transfer                GET       OACEUWM     transfer           M
handovers:accept_transfer         POST      OAM         offered-transfer   M
handovers:decline_transfer        POST      OAM         offered-transfer   M
handovers:withdraw_transfer       POST      OAM         transfer           M
handovers:approve_transfer        POST      OA          accepted-transfer  -
handovers:refuse_transfer         POST      OA          accepted-transfer  -
handovers:transfer_slip           GET       OAWM        approved-transfer  M
handovers:donors                  GET       OAEUD       -                  -
handovers:donor                   GET       OAEUD       donor              D
handovers:gifts_csv               GET       OAEUD       donor              D
handovers:gifts_xlsx              GET       OAEUD       donor              D
handovers:donor_districts_csv     GET       OAEUD       donor              D
handovers:donor_districts_xlsx    GET       OAEUD       donor              D
handovers:declare_value           POST      OAD         donor              D
handovers:prepare_act             POST      OAMD        gift               M
handovers:prepare_receipt         POST      OAMD        gift               M
handovers:donor_paper             GET       OAEUMD      donor-paper        M
handovers:donor_paper_csv         GET       OAEUMD      donor-paper        M
handovers:donor_paper_xlsx        GET       OAEUMD      donor-paper        M
handovers:receipts                GET       OAEUM       holder             M
handovers:state_receipts          POST      M           holder             M
handovers:revoke_receipts         POST      M           holder             M

account_login                     GET,POST  everybody   -                  -
account_logout                    GET,POST  everybody   -                  -
account_signup                    GET,POST  everybody   -                  -
account_request_login_code        GET,POST  everybody   -                  -
account_confirm_login_code        GET,POST  everybody   -                  -
account_reset_password            GET,POST  everybody   -                  -
account_reset_password_done       GET       everybody   -                  -
account_reset_password_from_key   GET,POST  everybody   password-key       -
account_reset_password_from_key_done  GET   everybody   -                  -
account_email_verification_sent   GET,POST  everybody   -                  -
account_inactive                  GET       everybody   -                  -
account_change_password           GET,POST  signed-in   -                  -
account_set_password              GET,POST  signed-in   -                  -
account_reauthenticate            GET,POST  signed-in   -                  -
account_email                     GET,POST  signed-in   -                  -
"""
A_FEW = ("anonymous", "stranger", Role.OFFICER)
METHODS = {"GET": (), "POST": (), "PUT": A_FEW, "DELETE": A_FEW}


class Row(NamedTuple):
    """What a line of the grid says."""

    route: str
    methods: str
    opens_to: str
    kind: str
    only_theirs: str

    def admits(self, who: str) -> bool:
        if self.opens_to in {"everybody", "signed-in"}:
            return self.opens_to == "everybody" or who != "anonymous"
        return who in {LETTERS[letter] for letter in self.opens_to}


ROWS = {line.split()[0]: Row(*line.split()) for line in GRID.splitlines()[3:] if line}


class Case(NamedTuple):
    """One question to the house."""

    route: str
    method: str
    who: str
    target: str

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.target}) by {self.who}"


def cases_of(row: Row, cities: TwoCities) -> Iterator[Case]:
    """Everybody reads and writes; whoever may do so asks for each target. A few people try the rarer methods.

    The pages of Django and allauth, which have no namespace, take PUT and DELETE as they like.
    """
    methods = METHODS if ":" in row.route else {"GET": (), "POST": ()}
    for method, people in methods.items():
        for who in people or cities.people:
            may_ask = row.admits(who) and method in row.methods.split(",")
            targets = cities.targets[row.kind] if may_ask else ["own"]
            yield from (Case(row.route, method, who, target) for target in targets)


def expected(case: Case) -> str:
    """The answer that the rules give: first who asks, then how, then for what."""
    row = ROWS[case.route]
    if not row.admits(case.who):
        return "sign in first" if case.who == "anonymous" else "refused"
    if case.method not in row.methods.split(","):
        return "no such method"
    if case.target in {"foreign", "absent"}:
        return "absent"
    if case.target == "neighbour" and case.who in {LETTERS[letter] for letter in row.only_theirs.strip("-")}:
        return "absent"
    return "answered"


# --- asking ------------------------------------------------------------------------------------------------------


def browser_of(user: User | None) -> Client:
    browser = Client(raise_request_exception=False)
    if user is not None:
        user.set_password("quai-de-la-joliette")
        user.save()
        browser.force_login(user)
    return browser


@pytest.fixture(scope="module")
def browsers(cities) -> Iterator[dict[str, Client]]:
    """A browser for each person, signed in once. Refusals are what is wanted here: nobody logs them."""
    logging.disable(logging.CRITICAL)
    yield {who: browser_of(user) for who, user in cities.people.items()}
    logging.disable(logging.NOTSET)


def ask(case: Case, cities: TwoCities, browsers: dict[str, Client]) -> HttpResponseBase:
    """Put the question, and undo what it did."""
    address = reverse(case.route, kwargs=cities.targets[ROWS[case.route].kind][case.target])
    form = {"idempotency_key": str(uuid.uuid4())} if case.method == "POST" else None
    browser = browsers[case.who]
    cookies = browser.cookies.output(header="")
    with transaction.atomic():
        response = getattr(browser, case.method.lower())(address, form)
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return response


def in_words(response: HttpResponseBase) -> str:
    status = response.status_code
    if status == 302 and response.url.startswith(f"{reverse('account_login')}?next="):
        return "sign in first"
    words = {403: "refused", 404: "absent", 405: "no such method", 200: "answered", 302: "answered", 422: "answered"}
    return words.get(status, f"status {status}")


def surprises(route: str, cities: TwoCities, browsers: dict[str, Client]) -> list[str]:
    """Every answer of a route that is not the one that the rules give."""
    answers = ((case, in_words(ask(case, cities, browsers))) for case in cases_of(ROWS[route], cities))
    return [f"{case}: {expected(case)}, yet {answer}" for case, answer in answers if answer != expected(case)]


# --- the tests ---------------------------------------------------------------------------------------------------


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """The names of all addresses that the resolver knows."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            yield from routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_has_its_row_in_the_table_and_its_line_in_the_grid():
    known = {*routes(get_resolver()), *routes(get_resolver("rebond.demo.urls"), "demo:")}
    assert (known ^ set(TABLE), known ^ set(ROWS)) == (set(), set())


@pytest.mark.parametrize("route", [route for route in ROWS if not route.startswith("demo:")])
def test_an_address_answers_as_the_grid_says(route, cities, browsers):
    assert surprises(route, cities, browsers) == []


def test_the_questions_are_many(cities):
    assert sum(len(list(cases_of(row, cities))) for row in ROWS.values()) > 2_500


def openings() -> list[str]:
    """Those routes that somebody may open for an object."""
    return [route for route, row in ROWS.items() if row.kind not in {"-", "password-key"}]


@pytest.mark.parametrize("route", openings())
def test_what_is_foreign_and_what_never_was_get_the_same_bytes(route, cities, browsers):
    method = ROWS[route].methods.split(",")[0]
    who = Role.MANAGER if ROWS[route].opens_to == "M" else Role.ADMINISTRATOR
    answers = [ask(Case(route, method, who, target), cities, browsers) for target in ("foreign", "absent")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers


def test_a_hole_in_the_table_is_found(cities, browsers, monkeypatch):
    monkeypatch.setitem(TABLE, "stock:files", anyone)
    assert surprises("stock:files", cities, browsers)[:2] == [
        "GET stock:files (own) by anonymous: sign in first, yet answered",
        "GET stock:files (own) by committee: refused, yet answered",
    ]


def test_a_hole_in_what_one_sees_is_found(cities, browsers, monkeypatch):
    monkeypatch.setattr(ApplicationQuerySet, "visible_to", lambda rows, user: rows)
    assert surprises("applications:detail", cities, browsers) == [
        "GET applications:detail (neighbour) by manager: absent, yet answered"
    ]
