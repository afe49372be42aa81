BEGIN;

-- AlterTable
ALTER TABLE "teams_files" ADD COLUMN     "used_at" TIMESTAMPTZ(3);

COMMIT;
