"""Erasure, disk by disk: typed or linked certificates, known disks, disks to destroy, the papers of a lot."""
