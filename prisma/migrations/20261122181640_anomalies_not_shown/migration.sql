BEGIN;

-- AlterTable
ALTER TABLE "anomalies" ADD COLUMN     "not_shown" TEXT[] DEFAULT ARRAY[]::TEXT[];

COMMIT;
