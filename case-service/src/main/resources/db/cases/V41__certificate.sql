-- Questions to a register of certificates: who asked, for what, and what it said. Kept whether or not the answer was of use.
CREATE TABLE cases.certificate_query (
    id       uuid PRIMARY KEY,
    case_id  uuid NOT NULL REFERENCES cases.case_file,
    -- The paper that a certificate is to stand in for.
    code     text NOT NULL,
    register text NOT NULL,
    basis    text NOT NULL,
    asked_by text NOT NULL,
    at       timestamptz NOT NULL,
    outcome  text NOT NULL CHECK (outcome IN ('found', 'not-found', 'unavailable')),
    -- The answer byte for byte, encrypted, and its hash; null when there was none.
    answer   bytea,
    sha256   text,
    CHECK ((answer IS NULL) = (sha256 IS NULL)),
    CHECK (outcome = 'unavailable' OR answer IS NOT NULL)
);
CREATE INDEX certificate_query_case ON cases.certificate_query (case_id, at);

-- A certificate that a register knows makes a paper unnecessary (电子证照免交).
ALTER TABLE cases.relief DROP CONSTRAINT relief_kind_check;
ALTER TABLE cases.relief ADD CONSTRAINT relief_kind_check
    CHECK (kind IN ('tolerance', 'promise', 'archive', 'certificate'));
ALTER TABLE cases.relief ADD COLUMN evidence uuid REFERENCES cases.certificate_query;
ALTER TABLE cases.relief ADD CONSTRAINT relief_evidence CHECK ((kind = 'certificate') = (evidence IS NOT NULL));
