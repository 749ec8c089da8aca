-- What the writers themselves say is so, at the time of writing.
CREATE OR REPLACE VIEW asserted AS
SELECT * FROM facts WHERE status = 'asserted';

-- What is claimed, planned, possible, denied or over, and who claims it.
CREATE OR REPLACE VIEW unsure AS
SELECT * FROM facts WHERE status <> 'asserted';

-- Asserted relations between two: who holds which post, owns what, is whose child.
CREATE OR REPLACE VIEW ties AS
SELECT fact, relation, one.entity AS subject, one.name AS subject_name, other.entity AS object,
       other.name AS object_name, date, confidence, sentence, headline, publisher, published
FROM asserted
JOIN arguments one USING (fact)
JOIN arguments other USING (fact)
JOIN articles USING (article)
WHERE one.role = 'subject' AND other.role = 'object';

-- Who said, thought or intended what, with the day of the article.
CREATE OR REPLACE VIEW said AS
SELECT published, speaker, act, speech_act, content, about, status, sentence, headline, publisher,
       fact, statements.entity AS speaker_entity
FROM statements
JOIN facts USING (fact)
JOIN articles USING (article);

-- What is told of each entity, by its own day or else the day of the article.
CREATE OR REPLACE VIEW timeline AS
SELECT entity, name, coalesce(earliest, published) AS day, facts.text, status, claimed_by, role,
       sentence, headline, publisher, fact
FROM facts
JOIN arguments USING (fact)
JOIN articles USING (article)
WHERE entity IS NOT NULL;
