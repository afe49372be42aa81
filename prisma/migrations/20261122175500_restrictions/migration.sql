BEGIN;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "about" TEXT;

-- CreateTable
CREATE TABLE "restrictions" (
    "record" TEXT NOT NULL,
    "boutique_code" TEXT,
    "roles" TEXT[],
    "people" TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "restrictions_pkey" PRIMARY KEY ("record")
);

-- CreateIndex
CREATE INDEX "deliveries_about_idx" ON "deliveries"("about");

COMMIT;
