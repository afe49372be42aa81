BEGIN;

-- AlterTable
ALTER TABLE "boutiques" ADD COLUMN     "teams_channel" TEXT;

-- AlterTable
ALTER TABLE "chat_accounts" ADD COLUMN     "used_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "tried" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "unsure_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "departments" ADD COLUMN     "teams_channel" TEXT;

-- CreateTable
CREATE TABLE "teams_conversations" (
    "tenant" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "bot" TEXT NOT NULL,
    "user_id" TEXT,
    "team" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_conversations_pkey" PRIMARY KEY ("tenant","id")
);

-- CreateTable
CREATE TABLE "teams_members" (
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "mri" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_members_pkey" PRIMARY KEY ("tenant","user_id")
);

-- CreateTable
CREATE TABLE "teams_files" (
    "id" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "address" TEXT,
    "bytes" BYTEA,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "teams_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "teams_conversations_tenant_user_id_idx" ON "teams_conversations"("tenant", "user_id");

-- CreateIndex
CREATE INDEX "teams_files_tenant_user_id_at_idx" ON "teams_files"("tenant", "user_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "boutiques_teams_channel_key" ON "boutiques"("teams_channel");

-- CreateIndex
CREATE UNIQUE INDEX "departments_teams_channel_key" ON "departments"("teams_channel");

COMMIT;
