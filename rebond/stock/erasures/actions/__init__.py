"""What people do with certificates and disks, one at a time."""
