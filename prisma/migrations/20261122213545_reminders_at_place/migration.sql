BEGIN;

-- DropIndex
DROP INDEX "reminders_name_subject_idx";

-- CreateIndex
CREATE INDEX "reminders_name_boutique_code_subject_idx" ON "reminders"("name", "boutique_code", "subject");

COMMIT;
