BEGIN;

-- CreateIndex
CREATE INDEX "count_causes_cause_named_at_idx" ON "count_causes"("cause", "named_at");

COMMIT;
