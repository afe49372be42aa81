BEGIN;

-- AlterTable
ALTER TABLE "gifts" ADD COLUMN     "breaches" TEXT[];

COMMIT;
