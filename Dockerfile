# On Record in a container: the HTTP API, or any other command of onrecord. See docs/deploy.md.
#   docker build -t onrecord:local .
#   docker run --rm -v onrecord:/data onrecord:local keys add newsroom --role reader
#   docker run -d -v onrecord:/data -p 127.0.0.1:8765:8765 onrecord:local

FROM python:3.13.7-slim-bookworm AS build
WORKDIR /src
COPY requirements-image.lock ./
RUN python -m venv /opt/onrecord \
    && /opt/onrecord/bin/pip install --no-cache-dir --require-hashes -r requirements-image.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY assistant ./assistant
COPY corpus ./corpus
COPY ui ./ui
RUN /opt/onrecord/bin/pip install --no-cache-dir --no-index --no-deps --no-build-isolation .

FROM python:3.13.7-slim-bookworm
RUN useradd --system --uid 10001 --create-home onrecord \
    && install -d -m 0700 -o onrecord -g onrecord /data
COPY --from=build /opt/onrecord /opt/onrecord
ENV PATH="/opt/onrecord/bin:$PATH" PYTHONUNBUFFERED=1 ONRECORD_HOME=/data
# Its number, by which a cluster can tell that it is not root.
USER 10001
WORKDIR /home/onrecord
VOLUME ["/data"]
EXPOSE 8765
# The API's; whoever runs the chat gives another, as docs/compose.yaml does. The image has no curl.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8765/readyz', timeout=5)"]
ENTRYPOINT ["onrecord"]
CMD ["serve", "--host", "0.0.0.0"]
