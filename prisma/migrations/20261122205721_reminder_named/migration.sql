BEGIN;

-- AlterTable
ALTER TABLE "reminders" ADD COLUMN     "named_id" TEXT;

COMMIT;
