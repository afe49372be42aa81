# Vitrine beside a PostgreSQL of your own:
#   docker build -t vitrine .
#   docker run -p 3000:3000 -e DATABASE_URL=... -e SLACK_BOT_TOKEN=... -e SLACK_SIGNING_SECRET=... vitrine
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY prisma.config.ts tsconfig.json ./
COPY prisma ./prisma
COPY manifests ./manifests
COPY src ./src
RUN npm run build
# What is left is what a start needs. The PostgreSQL of npm is optional: here DATABASE_URL names one.
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/manifests ./manifests
COPY --from=build /app/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that a signal reaches the bot and it ends what is under way.
ENTRYPOINT ["node", "dist/vitrine.js"]
CMD ["start"]
