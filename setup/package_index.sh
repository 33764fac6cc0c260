# Sourced by prepare.sh. uv does not read pip's configuration: what an administrator has told pip about mirrors,
# proxies and certificates is handed on in uv's words. What the environment already says to uv stays.

pip_configuration=$("$venv/bin/python" -m pip config list 2>/dev/null) || pip_configuration=

# The last value that wins in pip's own order: files first, environment last.
pip_value() { printf '%s\n' "$pip_configuration" | sed -n "s/^[^=]*\.$1='\(.*\)'\$/\1/p" | tail -n 1; }

if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    index=$(pip_value index-url)
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
fi

if [ -z "${UV_INDEX:-}${UV_EXTRA_INDEX_URL:-}" ]; then
    more=
    for index in $(pip_value extra-index-url | sed 's/\\n/ /g'); do
        case $index in http://* | https://*) more="$more $index" ;; esac
    done
    # The hashes of the lock decide what may come in, so any index may serve any package.
    [ -z "$more" ] || export UV_INDEX="${more# }" UV_INDEX_STRATEGY=unsafe-best-match
fi

if [ -z "${SSL_CERT_FILE:-}" ]; then
    certificates=$(pip_value cert)
    [ -z "$certificates" ] || export SSL_CERT_FILE="$certificates"
fi

if [ -z "${HTTPS_PROXY:-}${https_proxy:-}${ALL_PROXY:-}${all_proxy:-}" ]; then
    proxy=$(pip_value proxy)
    [ -z "$proxy" ] || export HTTP_PROXY="$proxy" HTTPS_PROXY="$proxy"
fi

if [ -z "${UV_INSECURE_HOST:-}" ]; then
    hosts=$(pip_value trusted-host | sed 's/\\n/ /g')
    [ -z "$hosts" ] || export UV_INSECURE_HOST="$hosts"
fi
