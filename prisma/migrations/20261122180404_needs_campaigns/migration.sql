BEGIN;

-- AlterTable
ALTER TABLE "supply_campaigns" ADD COLUMN     "categories" TEXT[],
ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL;

COMMIT;
