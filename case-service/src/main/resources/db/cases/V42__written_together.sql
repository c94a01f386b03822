-- Nobody looks for names here any more: search_entry has them.
ALTER TABLE cases.case_file DROP COLUMN name_grams;

-- A row has some hundred pairs of characters of its form; put into the index one by one they cost more than the rest of
-- a new case together. They wait in a list that is short enough to be looked through by every search, and go into the
-- index sorted.
ALTER INDEX cases.search_entry_text SET (fastupdate = on, gin_pending_list_limit = 512);
ALTER INDEX cases.search_entry_terms SET (fastupdate = on, gin_pending_list_limit = 256);
