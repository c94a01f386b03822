-- What cases are found by. Names, pinyin, ends of numbers, items and places are keyed hashes of 32 bits; the table tells
-- nothing to who lacks the key. One row a case, in the order of opening,
-- narrow on purpose: frequent words are looked for from the newest row on, rare ones by the inverted index.
CREATE TABLE cases.search_entry (
    case_id     uuid PRIMARY KEY REFERENCES cases.case_file,
    opened_at   timestamptz NOT NULL,
    scope       ltree NOT NULL,
    -- Hashes of the scope's ancestors at the levels district, street, community.
    root0       int NOT NULL,
    root1       int,
    root2       int,
    terms       int[] NOT NULL,
    -- Pairs of characters of the form and of papers; those of papers once more, to be kept when the form changes.
    text_terms  int[] NOT NULL,
    paper_terms int[] NOT NULL
);
CREATE INDEX search_entry_0 ON cases.search_entry (root0, opened_at DESC, case_id DESC);
CREATE INDEX search_entry_1 ON cases.search_entry (root1, opened_at DESC, case_id DESC);
CREATE INDEX search_entry_2 ON cases.search_entry (root2, opened_at DESC, case_id DESC);
-- A pending list would have to be read by every search.
CREATE INDEX search_entry_terms ON cases.search_entry USING gin (terms) WITH (fastupdate = off);
CREATE INDEX search_entry_text ON cases.search_entry USING gin (text_terms) WITH (fastupdate = off);

DROP INDEX cases.case_file_grams;
CREATE INDEX case_file_phone ON cases.case_file (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX case_file_terminal ON cases.case_file (terminal, opened_at DESC) WHERE terminal IS NOT NULL;
CREATE INDEX case_file_program ON cases.case_file (opened_by, opened_at DESC) WHERE channel = 'api';
CREATE INDEX station_name ON cases.station (name text_pattern_ops);
