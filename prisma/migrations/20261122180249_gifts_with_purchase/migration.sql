BEGIN;

-- AlterTable
ALTER TABLE "gift_campaigns" ADD COLUMN     "articles" TEXT[],
ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "gift_stocks" ADD COLUMN     "counted_at" TIMESTAMPTZ(3),
ADD COLUMN     "counted_by" TEXT;

-- AlterTable
ALTER TABLE "gifts" ADD COLUMN     "given_by" TEXT,
ADD COLUMN     "recipient" TEXT NOT NULL,
ADD COLUMN     "returned_at" TIMESTAMPTZ(3),
ADD COLUMN     "returned_by" TEXT;

-- CreateIndex
CREATE INDEX "gifts_client_ref_given_at_idx" ON "gifts"("client_ref", "given_at");

-- CreateIndex
CREATE INDEX "gifts_requested_by_requested_at_idx" ON "gifts"("requested_by", "requested_at");

COMMIT;
