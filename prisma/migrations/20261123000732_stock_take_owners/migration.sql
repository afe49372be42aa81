BEGIN;

-- AlterTable
ALTER TABLE "stock_take_campaigns" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "cancelled_by" TEXT,
ADD COLUMN     "cancelled_why" TEXT;

-- AlterTable
ALTER TABLE "stock_take_gates" ADD COLUMN     "waived" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "stock_takes" ADD COLUMN     "auditor" TEXT,
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "stock_take_owners" (
    "id" BIGSERIAL NOT NULL,
    "take_id" TEXT NOT NULL,
    "count_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "named_by" TEXT NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_take_owners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_turnovers" (
    "import_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "pieces" INTEGER NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "stock_turnovers_pkey" PRIMARY KEY ("import_id","zone_id")
);

-- CreateIndex
CREATE INDEX "stock_take_owners_count_id_zone_id_idx" ON "stock_take_owners"("count_id", "zone_id");

-- CreateIndex
CREATE INDEX "stock_take_owners_take_id_idx" ON "stock_take_owners"("take_id");

-- CreateIndex
CREATE INDEX "stock_turnovers_zone_id_idx" ON "stock_turnovers"("zone_id");

-- AddForeignKey
ALTER TABLE "stock_take_owners" ADD CONSTRAINT "stock_take_owners_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "stock_takes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_turnovers" ADD CONSTRAINT "stock_turnovers_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "stock_imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

COMMIT;
