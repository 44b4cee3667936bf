from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "rebond.applications"

    def ready(self):
        from rebond.applications.questions import questions_for_criteria
        from rebond.programmes import vocabulary

        vocabulary.enter(questions_for_criteria())
