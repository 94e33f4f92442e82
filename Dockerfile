# Clerk in a container. How to run it, and what of that is not proved yet: docs/deploy.md.
#
# Base images are named by version. Their digests could not be looked up where this was written: to
# pin one, put `@sha256:...` behind it, from `docker buildx imagetools inspect NAME`.

FROM python:3.11.14-slim-bookworm AS packages
# One typeface with Latin and Chinese letters, for the pictures that show where a value stands.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.lock /build/
# Wheels only: nothing is compiled, and no set-up code of a package is run.
RUN python -m venv --without-pip /opt/clerk \
    && python -m pip --python /opt/clerk/bin/python install --no-cache-dir \
       --disable-pip-version-check --only-binary :all: --require-hashes -r /build/requirements.lock

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Clerk" \
      org.opencontainers.image.licenses="Apache-2.0"
# The numbers are fixed: files in a volume and secrets on the host are given to them.
RUN groupadd --gid 10001 clerk \
    && useradd --uid 10001 --gid clerk --no-create-home --home-dir /data --shell /usr/sbin/nologin \
       clerk \
    && install --directory --owner clerk --group clerk --mode 0700 /data
COPY --from=packages /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc \
     /usr/share/fonts/opentype/noto/
COPY --from=packages /usr/share/doc/fonts-noto-cjk/copyright /usr/share/doc/fonts-noto-cjk/
COPY --from=packages /opt/clerk /opt/clerk
COPY LICENSE NOTICE /usr/share/doc/clerk/
COPY bot /app/bot
COPY handlers /app/handlers
COPY pipelines /app/pipelines
WORKDIR /app
ENV PATH=/opt/clerk/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    BOT_DATA_DIR=/data
# The image is read-only when it runs: what is not compiled here would be compiled at every start.
RUN python -m compileall -q bot handlers pipelines
USER 10001:10001
VOLUME /data
# Asked for over HTTP, as a page asks: it tells whether the workspace and its database answer, and
# nothing of the queue. Where the workspace is off, whether platforms and the database do.
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 \
    CMD python -m bot.local.health "${BOT_LOCAL_PORT:-8080}" || python -m bot.web.alive "${BOT_WEB_HOST:-127.0.0.1}" "${BOT_WEB_PORT:-8090}"
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
