BEGIN;

-- What was promised, answered and voted stays as it was.
CREATE TRIGGER "project_promises_append_only" BEFORE UPDATE OR DELETE ON "project_promises"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "project_answers_append_only" BEFORE UPDATE OR DELETE ON "project_answers"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

CREATE TRIGGER "project_votes_append_only" BEFORE UPDATE OR DELETE ON "project_votes"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

COMMIT;
