BEGIN;

-- AlterTable
ALTER TABLE "project_milestones" ADD COLUMN     "contest_cause" TEXT;

COMMIT;
