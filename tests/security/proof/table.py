"""The rows, in the order of the table at the end of the privacy design."""

from tests.security.proof.row import Row
from tests.security.proof.rows.bad_keychains import disguised_keychains, foreign_keychains
from tests.security.proof.rows.crashes import cores_of_crashes
from tests.security.proof.rows.faulty_disks import disk_taken_away
from tests.security.proof.rows.forgotten import memory_after_lock
from tests.security.proof.rows.injection import nothing_opened
from tests.security.proof.rows.killed_changes import (
    killed_while_keys_change,
    killed_while_migrating,
    killed_while_restoring,
)
from tests.security.proof.rows.killed_writes import killed_while_writing
from tests.security.proof.rows.marker import marker_nowhere, off_the_record_nowhere
from tests.security.proof.rows.mutated_frames import frames_heard
from tests.security.proof.rows.mutated_models import spoilt_models_loaded
from tests.security.proof.rows.older_files import cut_back_and_empty
from tests.security.proof.rows.refused_packs import packs_refused
from tests.security.proof.rows.stored_bits import flips_in_keys, flips_in_pages
from tests.security.proof.rows.ways_out import attempts_refused, session_without_network

ROWS = (
    Row(
        "words typed into the window",
        "they stand in none of at least 12 places where a program can leave them, while it is open and after",
        marker_nowhere,
        sample=1,
        full=3,
        defence="the encryption of the history",
        control=1,
    ),
    Row(
        "markup in texts from outside",
        "20 ways to open, fetch or run something, in every text widget, open nothing",
        nothing_opened,
        sample=1,
        full=3,
        defence="plain text",
        control=1,
    ),
    Row(
        "words off the record",
        "they stand nowhere in the decrypted pages of the history, in which the others are",
        off_the_record_nowhere,
        sample=1,
        full=3,
        defence="a history in memory for what is off the record",
        control=1,
    ),
    Row(
        "bits of the history",
        "each flipped bit is found by the full check",
        flips_in_pages,
        sample=150,
        full=1_000,
        defence="the MAC of each page",
        control=20,
    ),
    Row(
        "bits of the key file",
        "each flipped bit is called damage when one opens it",
        flips_in_keys,
        sample=200,
        full=1_000_000,
        defence="the checksum of the key file",
        control=40,
    ),
    Row(
        "cut, older and empty histories",
        "each is named, nothing is changed, no new vault is made",
        cut_back_and_empty,
        sample=40,
        full=1_000_000,
        defence="the head",
        control=5,
    ),
    Row(
        "kill -9 during writes",
        "no acknowledged row is lost, no false alarm is raised",
        killed_while_writing,
        sample=20,
        full=200,
        defence="the head before the commit",
        control=40,
    ),
    Row(
        "kill -9 while keys change",
        "exactly one of the old way and the new opens, with every row",
        killed_while_keys_change,
        sample=12,
        full=60,
        defence="the key before, kept while keys change",
        control=12,
    ),
    Row(
        "kill -9 during a restore",
        "the history of before or the one of the backup is in its place, and nothing is lost",
        killed_while_restoring,
        sample=22,
        full=50,
        defence="putting back what half a restore took away",
        control=22,
    ),
    Row(
        "kill -9 during a migration",
        "the history opens with every row, and no copy of it is left over",
        killed_while_migrating,
        sample=8,
        full=50,
        defence="one transaction for a migration",
        control=12,
    ),
    Row(
        "disk full, read-only, permission lost",
        "refused in clear words, everything as before, and done once the disk is back",
        disk_taken_away,
        sample=24,
        full=50,
        defence="rolling back what was refused",
        control=12,
    ),
    Row(
        "network calls of a session",
        "no socket beyond this machine, none at all of worker, reader and key helper",
        session_without_network,
        sample=1,
        full=3,
        defence="a home for a worker",
        control=1,
    ),
    Row(
        "ways out of each process",
        "at least 40 attempts of each of the five kinds, each refused by the system",
        attempts_refused,
        sample=1,
        full=20,
        defence="the filter of system calls",
        control=1,
        as_anybody=True,
    ),
    Row(
        "core dumps of crashes",
        "none of the window, of one that was locked, or of any child, with core dumps asked for",
        cores_of_crashes,
        sample=1,
        full=5,
        defence="forbidding core dumps",
        control=1,
        as_anybody=True,
    ),
    Row(
        "memory after a lock",
        "nothing that was typed, no passphrase and no key is in the memory of any process",
        memory_after_lock,
        sample=1,
        full=5,
        defence="a fresh process after a lock",
        control=1,
    ),
    Row(
        "bad keychains",
        "none is trusted, no file of the vault changes, the other ways still open",
        foreign_keychains,
        sample=7,
        full=7,
        defence="the list of keychains that may be trusted",
        control=1,
    ),
    Row(
        "bad keychains under a good name",
        "none is trusted, no file of the vault changes, the other ways still open",
        disguised_keychains,
        sample=6,
        full=6,
        defence="trying a keychain out before it is trusted",
        control=2,
    ),
    Row(
        "mutated models",
        "the window lives and is told a sentence of each, though no hash refuses it",
        spoilt_models_loaded,
        sample=60,
        full=2_500,
        defence="a process of its own for a model",
        control=6,
    ),
    Row(
        "malformed packs",
        "each is refused by name or read within a second, and nothing is written",
        packs_refused,
        sample=1_500,
        full=20_500,
        defence="the limits of a pack",
        control=12,
    ),
    Row(
        "mutated frames",
        "no worker and no window crashes, each question ends, and memory stays bounded",
        frames_heard,
        sample=1_000,
        full=10_000,
        defence="the longest frame",
        control=300,
    ),
)
