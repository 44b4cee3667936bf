"""Pages of messages: the thread of an application, and those that wait for an answer."""
