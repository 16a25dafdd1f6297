-- srccmp.database/1: one comparison as an SQLite file (docs/exports.md).
-- Offsets (start_char, end_char) are half-open and count code points of articles.text; the words
-- are substr(articles.text, start_char + 1, end_char - start_char). Times are local, ISO 8601;
-- earliest and latest are both included. Scores and confidences are 0 to 1. NULL is "not known"
-- or "not measured". `place` is the canonical order, from 0.

CREATE TABLE meta (            -- what this file is, and all that can change the answer
  key TEXT PRIMARY KEY,        -- schema, comparison (the JSON contract), option.NAME
  value TEXT
);

CREATE TABLE stories (         -- articles about one event
  id TEXT PRIMARY KEY,         -- s1, s2 …: within this file
  label TEXT NOT NULL,         -- the headline that fits all of its articles best
  earliest TEXT,               -- first and last day of publication
  latest TEXT,
  place INTEGER NOT NULL
);

CREATE TABLE origins (         -- whose accounts are told: outlets, agencies, speakers
  key TEXT PRIMARY KEY,        -- what is compared
  name TEXT NOT NULL,          -- what is shown
  kind TEXT NOT NULL           -- source: an outlet with an article here; else origin
);

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,          -- outlet and day in one line, as a label
  story TEXT NOT NULL REFERENCES stories (id),
  source TEXT NOT NULL REFERENCES origins (key),   -- the outlet
  source_name TEXT NOT NULL,   -- as this article has it
  source_decided_by TEXT NOT NULL,
  wire TEXT,                   -- the agency or paper whose text it says it gives
  title TEXT,
  author TEXT,
  language TEXT NOT NULL,      -- BCP 47, or und
  language_confidence REAL,
  language_decided_by TEXT NOT NULL,
  published_earliest TEXT,     -- days
  published_latest TEXT,
  published_grain TEXT,
  published_decided_by TEXT,
  reprint_of TEXT REFERENCES articles (id),        -- the first of its family
  reprint_how TEXT,            -- how that was told, or why it may be a reprint
  url TEXT,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,        -- of the file's bytes
  body_start INTEGER NOT NULL, -- the account itself, without header lines
  body_end INTEGER NOT NULL,
  text TEXT NOT NULL,
  place INTEGER NOT NULL
);

CREATE TABLE article_paths (   -- further files with the same text
  article TEXT NOT NULL REFERENCES articles (id),
  path TEXT NOT NULL,
  PRIMARY KEY (article, path)
);

CREATE TABLE article_origins ( -- whose words an article repeats
  article TEXT NOT NULL REFERENCES articles (id),
  origin TEXT NOT NULL REFERENCES origins (key),
  statements INTEGER NOT NULL, -- that are given as its words; 0: it is named as a source alone
  place INTEGER NOT NULL,
  PRIMARY KEY (article, origin)
);

CREATE TABLE statements (      -- sentences, or clauses of one
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id),
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  sentence INTEGER NOT NULL,   -- the sentence that it is (a part of), from 0
  language TEXT NOT NULL,
  polarity TEXT NOT NULL,      -- affirmed, denied
  certainty TEXT NOT NULL,     -- asserted, hedged, alleged
  speaker TEXT,                -- the words that name the speaker
  speaker_name TEXT,           -- the same in the nominative
  speaker_key TEXT REFERENCES origins (key),
  cue TEXT,                    -- says, according to …
  manner TEXT,                 -- quoted, reported, own
  place INTEGER NOT NULL
);

CREATE TABLE times (           -- when what a statement tells was
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  earliest TEXT,               -- NULL where no year is known
  latest TEXT,
  grain TEXT NOT NULL,
  anchor TEXT NOT NULL,        -- counted from: text, published, article, story, none
  rule TEXT NOT NULL,
  edtf TEXT NOT NULL,          -- ISO 8601-2
  offset_minutes INTEGER,      -- east of UTC where the text names a zone
  PRIMARY KEY (statement, place)
);

CREATE TABLE quantities (      -- how many of what
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  low REAL,                    -- NULL: no bound
  high REAL,
  unit TEXT NOT NULL,          -- the counted thing under one name for all languages
  role TEXT,                   -- what happened to it
  approximate INTEGER NOT NULL,
  PRIMARY KEY (statement, place)
);

CREATE TABLE entities (        -- names
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  surface TEXT NOT NULL,       -- as it stands there
  key TEXT NOT NULL,           -- the same in every spelling
  kind TEXT NOT NULL,
  PRIMARY KEY (statement, place)
);

CREATE TABLE cues (            -- words that polarity and certainty rest on
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (statement, place)
);

CREATE TABLE slots (           -- cause, intent, scope as a statement tells them
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  facet TEXT NOT NULL,
  start_char INTEGER NOT NULL,
  end_char INTEGER NOT NULL,
  value TEXT NOT NULL,
  polarity TEXT NOT NULL,
  PRIMARY KEY (statement, place)
);

CREATE TABLE claims (          -- one thing told by one or more sources, and the verdict on it
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,         -- its typical statement, cut
  story TEXT NOT NULL REFERENCES stories (id),
  relation TEXT NOT NULL,      -- conflict, update, agree, compatible, unclear, single
  facet TEXT,                  -- that decided it
  sources INTEGER NOT NULL,    -- how many outlets tell it
  origins INTEGER NOT NULL,    -- how many the accounts come from
  place INTEGER NOT NULL
);

CREATE TABLE claim_members (
  claim TEXT NOT NULL REFERENCES claims (id),
  statement TEXT NOT NULL REFERENCES statements (id),
  place INTEGER NOT NULL,
  words TEXT NOT NULL,         -- what the verdict rests on, as the pictures mark it; '' where none
  PRIMARY KEY (claim, statement)
);

CREATE TABLE positions (       -- the members of a claim that say the same
  claim TEXT NOT NULL REFERENCES claims (id),
  letter TEXT NOT NULL,        -- A, B …: who surely published first stands first
  label TEXT NOT NULL,         -- their own words
  gloss TEXT,                  -- the day that a label such as "yesterday" means
  certainty TEXT NOT NULL,     -- of the surest
  is_denial INTEGER NOT NULL,  -- denies what another position tells
  published_earliest TEXT,     -- first and last publication among its members
  published_latest TEXT,
  place INTEGER NOT NULL,
  PRIMARY KEY (claim, letter)
);

CREATE TABLE position_members (
  claim TEXT NOT NULL REFERENCES claims (id),
  letter TEXT NOT NULL,
  statement TEXT NOT NULL REFERENCES statements (id),
  state TEXT,                  -- how it is told: asserts, denies, reports, hedges
  place INTEGER NOT NULL,
  PRIMARY KEY (claim, letter, statement),
  FOREIGN KEY (claim, letter) REFERENCES positions (claim, letter),
  FOREIGN KEY (claim, statement) REFERENCES claim_members (claim, statement)
);

CREATE TABLE position_origins (
  claim TEXT NOT NULL REFERENCES claims (id),
  letter TEXT NOT NULL,
  origin TEXT NOT NULL REFERENCES origins (key),
  place INTEGER NOT NULL,
  PRIMARY KEY (claim, letter, origin),
  FOREIGN KEY (claim, letter) REFERENCES positions (claim, letter)
);

CREATE TABLE stances (         -- how each source stands to a claim, in each position it takes
  claim TEXT NOT NULL REFERENCES claims (id),
  source TEXT NOT NULL REFERENCES origins (key),
  place INTEGER NOT NULL,
  state TEXT NOT NULL,         -- asserts, denies, reports, hedges, silent
  letter TEXT,                 -- NULL where it takes no side
  PRIMARY KEY (claim, source, place),
  FOREIGN KEY (claim, letter) REFERENCES positions (claim, letter)
);

CREATE TABLE left_out (        -- sources that could have told what most others tell
  claim TEXT NOT NULL REFERENCES claims (id),
  source TEXT NOT NULL REFERENCES origins (key),
  PRIMARY KEY (claim, source)
);

CREATE TABLE findings (        -- one comparison of one facet between two statements
  id INTEGER PRIMARY KEY,
  claim TEXT NOT NULL REFERENCES claims (id),
  facet TEXT NOT NULL,
  relation TEXT NOT NULL,
  level TEXT NOT NULL,         -- the rung of the ladder that held
  reason TEXT NOT NULL,
  confidence REAL,
  left_statement TEXT NOT NULL REFERENCES statements (id),
  left_start INTEGER NOT NULL,
  left_end INTEGER NOT NULL,
  left_words TEXT NOT NULL,
  right_statement TEXT NOT NULL REFERENCES statements (id),
  right_start INTEGER NOT NULL,
  right_end INTEGER NOT NULL,
  right_words TEXT NOT NULL,
  opinion_before TEXT,         -- the relation without the second opinion
  opinion_entailment REAL,
  opinion_contradiction REAL
);

CREATE TABLE links (           -- why two statements were matched
  id INTEGER PRIMARY KEY,
  claim TEXT NOT NULL REFERENCES claims (id),
  left_statement TEXT NOT NULL REFERENCES statements (id),
  right_statement TEXT NOT NULL REFERENCES statements (id),
  score REAL NOT NULL,         -- the probability that they speak of the same thing
  found_by TEXT NOT NULL,
  mutual INTEGER NOT NULL      -- each is the other's best match in its article
);

CREATE TABLE features (        -- what the two have in common, as far as it was measured
  link INTEGER NOT NULL REFERENCES links (id),
  name TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (link, name)
);

CREATE TABLE course (          -- the values of a count that changed
  claim TEXT NOT NULL REFERENCES claims (id),
  place INTEGER NOT NULL,
  low REAL,
  high REAL,
  approximate INTEGER NOT NULL,
  unit TEXT NOT NULL,
  role TEXT,
  day TEXT,                    -- the first on which it was published
  PRIMARY KEY (claim, place)
);

CREATE TABLE course_statements (
  claim TEXT NOT NULL REFERENCES claims (id),
  place INTEGER NOT NULL,
  statement TEXT NOT NULL REFERENCES statements (id),
  PRIMARY KEY (claim, place, statement),
  FOREIGN KEY (claim, place) REFERENCES course (claim, place)
);

CREATE TABLE timeline (        -- told events (claim or statements) and publications (article)
  id INTEGER PRIMARY KEY,
  story TEXT NOT NULL REFERENCES stories (id),
  earliest TEXT NOT NULL,
  latest TEXT NOT NULL,
  grain TEXT NOT NULL,
  kind TEXT NOT NULL,          -- event, published
  claim TEXT REFERENCES claims (id),
  article TEXT REFERENCES articles (id),
  disputed INTEGER NOT NULL    -- the accounts give it different dates
);

CREATE TABLE timeline_statements (
  entry INTEGER NOT NULL REFERENCES timeline (id),
  statement TEXT NOT NULL REFERENCES statements (id),
  PRIMARY KEY (entry, statement)
);

CREATE TABLE notes (           -- shortcuts, doubts, failures
  id INTEGER PRIMARY KEY,
  stage TEXT NOT NULL,
  subject TEXT NOT NULL,       -- the id of an article or claim, a path, or all
  code TEXT NOT NULL,
  message TEXT NOT NULL
);

CREATE INDEX articles_by_source ON articles (source);
CREATE INDEX articles_by_story ON articles (story);
CREATE INDEX statements_by_article ON statements (article, start_char);
CREATE INDEX statements_by_speaker ON statements (speaker_key);
CREATE INDEX entities_by_key ON entities (key);
CREATE INDEX claims_by_relation ON claims (relation, facet);
CREATE INDEX claim_members_by_statement ON claim_members (statement);
CREATE INDEX position_members_by_statement ON position_members (statement);
CREATE INDEX findings_by_claim ON findings (claim, facet, relation);
CREATE INDEX findings_by_left ON findings (left_statement);
CREATE INDEX findings_by_right ON findings (right_statement);
CREATE INDEX links_by_claim ON links (claim);

-- What a reader asks first -----------------------------------------------------------------------

CREATE VIEW tellings AS        -- a row a member of a position: who says what, when, how surely
SELECT c.id AS claim, c.relation, c.facet, c.title, c.sources, c.origins, p.letter, p.label,
  p.gloss, a.source_name AS source, s.language, a.published_earliest, a.published_latest,
  s.certainty, s.polarity, m.state, coalesce(s.speaker_name, s.speaker) AS speaker, cm.words,
  s.text, s.id AS statement, a.id AS article, f.source_name AS reprint_of, a.url, a.path, c.story
FROM claims AS c
JOIN claim_members AS cm ON cm.claim = c.id
JOIN statements AS s ON s.id = cm.statement
JOIN articles AS a ON a.id = s.article
LEFT JOIN articles AS f ON f.id = a.reprint_of
LEFT JOIN position_members AS m ON m.claim = c.id AND m.statement = s.id
LEFT JOIN positions AS p ON p.claim = m.claim AND p.letter = m.letter
ORDER BY c.place, p.place IS NULL, p.place, m.place, cm.place;

CREATE VIEW disputes AS SELECT * FROM tellings WHERE relation = 'conflict';

CREATE VIEW updates AS SELECT * FROM tellings WHERE relation = 'update';

CREATE VIEW agreements AS SELECT * FROM tellings WHERE relation IN ('agree', 'compatible');

CREATE VIEW contradictions AS  -- a row a finding of a conflict: the words on both sides
SELECT f.claim, f.facet, la.source_name AS left_source, f.left_words,
  ra.source_name AS right_source, f.right_words, f.reason, f.confidence, ls.text AS left_text,
  rs.text AS right_text, f.left_statement, f.right_statement
FROM findings AS f
JOIN statements AS ls ON ls.id = f.left_statement
JOIN articles AS la ON la.id = ls.article
JOIN statements AS rs ON rs.id = f.right_statement
JOIN articles AS ra ON ra.id = rs.article
WHERE f.relation = 'conflict'
ORDER BY f.id;

CREATE VIEW who_repeats_whom AS  -- an article's outlet, and whose words or text it passes on
SELECT a.source_name AS source, 'words' AS what, o.name AS repeats, o.kind AS repeats_kind,
  ao.statements, NULL AS how, a.published_earliest, a.published_latest, a.id AS article
FROM article_origins AS ao
JOIN articles AS a ON a.id = ao.article
JOIN origins AS o ON o.key = ao.origin
WHERE ao.origin <> a.source
UNION ALL
SELECT a.source_name, 'text', f.source_name, 'source',
  (SELECT count(*) FROM statements AS s WHERE s.article = a.id), a.reprint_how,
  a.published_earliest, a.published_latest, a.id
FROM articles AS a
JOIN articles AS f ON f.id = a.reprint_of
ORDER BY 1, 2, 5 DESC, 3;

CREATE VIEW silent AS          -- what most others tell and a source that could have does not
SELECT o.name AS source, c.relation, c.facet, c.title, c.sources AS told_by, c.id AS claim
FROM left_out AS l
JOIN origins AS o ON o.key = l.source
JOIN claims AS c ON c.id = l.claim
ORDER BY c.place, o.name;

CREATE VIEW chronology AS      -- the timeline with the words
SELECT t.earliest, t.latest, t.grain, t.kind, t.disputed,
  coalesce(sa.source_name, pa.source_name) AS source,
  coalesce(s.text, pa.title) AS text, t.claim, s.id AS statement,
  coalesce(sa.id, pa.id) AS article, t.story
FROM timeline AS t
LEFT JOIN timeline_statements AS ts ON ts.entry = t.id
LEFT JOIN statements AS s ON s.id = ts.statement
LEFT JOIN articles AS sa ON sa.id = s.article
LEFT JOIN articles AS pa ON pa.id = t.article
ORDER BY t.earliest, t.latest, t.id, s.place;
