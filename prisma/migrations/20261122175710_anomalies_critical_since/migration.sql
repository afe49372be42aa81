BEGIN;

-- AlterTable
ALTER TABLE "anomalies" ADD COLUMN     "critical_since" TIMESTAMPTZ(3);

COMMIT;
