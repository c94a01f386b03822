-- Why a paper does not do, so that it counts as missing; said by a one-time notice.
ALTER TABLE cases.material ADD COLUMN unfit text;

-- What lets a case go on without a paper: that it may follow (容缺), or that a signed promise stands in for it (告知承诺);
-- or that the archive of an earlier case had it (免交), and it was taken over from there. One a paper.
CREATE TABLE cases.relief (
    case_id    uuid NOT NULL REFERENCES cases.case_file,
    code       text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('tolerance', 'promise', 'archive')),
    -- Until when it has to follow.
    due_at     timestamptz,
    -- Which paper of which case it was taken over from.
    source     uuid REFERENCES cases.material,
    -- What law it rests on.
    basis      text NOT NULL,
    granted_by text NOT NULL,
    at         timestamptz NOT NULL,
    -- The case's history tells that the time is over.
    lapsed     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (case_id, code),
    CHECK ((kind = 'tolerance') = (due_at IS NOT NULL)),
    CHECK ((kind = 'archive') = (source IS NOT NULL))
);
CREATE INDEX relief_due ON cases.relief (due_at) WHERE due_at IS NOT NULL AND NOT lapsed;
CREATE INDEX relief_at  ON cases.relief (at);

-- One-time notices (一次性告知): everything that was missing or unfit when the notice was given.
CREATE TABLE cases.notice (
    case_id  uuid NOT NULL REFERENCES cases.case_file,
    number   int  NOT NULL,
    gaps     text[] NOT NULL,
    -- Papers that do not do, with the reason, as it was said then.
    unfit    jsonb NOT NULL,
    given_by text NOT NULL,
    name     text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (case_id, number)
);

-- Several items that a resident applies for at once (一件事), settled on one sheet.
CREATE TABLE cases.basket (
    id        uuid PRIMARY KEY,
    opened_by text NOT NULL,
    at        timestamptz NOT NULL
);

CREATE TABLE cases.basket_case (
    basket  uuid NOT NULL REFERENCES cases.basket,
    place   int  NOT NULL,
    -- The cases are the last thing that the transaction writes.
    case_id uuid NOT NULL UNIQUE REFERENCES cases.case_file DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (basket, place)
);

-- The decision on a case as a document, signed by the officer who took it; kept byte for byte.
CREATE TABLE cases.verdict (
    case_id     uuid NOT NULL REFERENCES cases.case_file,
    -- The line of the case's history that is the decision.
    seq         int  NOT NULL,
    sha256      text NOT NULL,
    bytes       int  NOT NULL,
    signed_by   text NOT NULL,
    certificate text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (case_id, seq)
);
