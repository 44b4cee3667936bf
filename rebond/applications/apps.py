from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "rebond.applications"

    def ready(self):
        from rebond.applications import notices
        from rebond.applications.messages import notices as messages
        from rebond.applications.papers import actions as lists
        from rebond.applications.papers import notices as papers
        from rebond.applications.questionnaires.editor import actions as forms
        from rebond.applications.questionnaires.editor import amending
        from rebond.applications.questionnaires.editor.points import form_point
        from rebond.applications.questions import questions_for_criteria
        from rebond.documents.deposits.signals import deposit_settled
        from rebond.programmes import vocabulary
        from rebond.programmes.amendments import parts
        from rebond.programmes.amendments.signals import amendment_published
        from rebond.programmes.checklist import points
        from rebond.programmes.setup.signals import wave_copied

        vocabulary.enter(questions_for_criteria())
        points.enter(form_point)
        parts.enter(amending.CODE, amending.PART)
        amendment_published.connect(notices.amendment_published)
        deposit_settled.connect(papers.deposit_settled)
        deposit_settled.connect(messages.deposit_settled)
        wave_copied.connect(forms.wave_copied)
        wave_copied.connect(lists.wave_copied)
