-- Every second the ends of all chains that grew are joined: a Merkle tree over them, its root in a head that follows the head
-- before it and is signed with a key that the database does not have.
CREATE TABLE cases.audit_head (
    position  bigint PRIMARY KEY,
    -- The exact text that is signed.
    body      text NOT NULL,
    signature text NOT NULL
);

CREATE TABLE cases.audit_leaf (
    position bigint NOT NULL REFERENCES cases.audit_head,
    case_id  uuid NOT NULL,
    seq      int  NOT NULL,
    head     text NOT NULL,
    PRIMARY KEY (case_id, seq)
);
CREATE INDEX audit_leaf_position ON cases.audit_leaf (position);

-- Keyed hash over the entry's own hash: who has only the database's password makes no entry that passes.
ALTER TABLE cases.audit_entry ADD COLUMN mac bytea NOT NULL DEFAULT '';

CREATE INDEX case_file_changed ON cases.case_file (changed_at);

-- A case that is filed is found from its commit on; its row is the last thing that the transaction writes.
ALTER TABLE cases.search_entry ALTER CONSTRAINT search_entry_case_id_fkey DEFERRABLE INITIALLY DEFERRED;
