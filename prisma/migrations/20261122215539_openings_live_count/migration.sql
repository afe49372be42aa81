BEGIN;

-- AlterTable
ALTER TABLE "project_counts" ADD COLUMN     "due_on" DATE NOT NULL;

COMMIT;
