# syntax=docker/dockerfile:1
# The same major as tools/node-runtime. Debian, not Alpine: resvg and PGlite are tested on glibc.
FROM node:24-bookworm-slim AS deps
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
# no development dependencies: the Node that npm brings along is left out, the image's own is used;
# without install scripts the corrections in patches/ are applied by name
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts && npx patch-package

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data/sous
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY package.json ./
# for `npm run doctor` inside the container
COPY tools/env-file.ts ./tools/
COPY drizzle ./drizzle
COPY assets ./assets
COPY content ./content
COPY src ./src
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
# Node's own fetch: the slim image has neither curl nor wget
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node directly, not `npm start`: npm does not pass SIGTERM on
CMD ["node", "src/main.ts"]
