BEGIN;

-- CreateTable
CREATE TABLE "aml_checks" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "receipts" TEXT[],
    "statement" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "signed_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_note" TEXT,
    "live" TEXT,

    CONSTRAINT "aml_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aml_signatures" (
    "month" TEXT NOT NULL,
    "signed_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "statement" TEXT NOT NULL,
    "boutiques" INTEGER NOT NULL,
    "findings" INTEGER NOT NULL,

    CONSTRAINT "aml_signatures_pkey" PRIMARY KEY ("month")
);

-- CreateIndex
CREATE UNIQUE INDEX "aml_checks_live_key" ON "aml_checks"("live");

-- CreateIndex
CREATE INDEX "aml_checks_month_idx" ON "aml_checks"("month");

-- CreateIndex
CREATE UNIQUE INDEX "aml_checks_boutique_code_month_number_key" ON "aml_checks"("boutique_code", "month", "number");

COMMIT;
