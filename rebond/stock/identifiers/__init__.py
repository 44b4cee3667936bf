"""The further names of a machine: network addresses, former tags. Its serial number and tags are its own columns."""
