BEGIN;

-- CreateTable
CREATE TABLE "teams_offers" (
    "id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "message" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_offers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "teams_offers_tenant_conversation_document_idx" ON "teams_offers"("tenant", "conversation", "document");

COMMIT;
