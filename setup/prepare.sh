# Brings this clone into a state in which ./till and ./check can run, and does nothing when it is in that state.
# Sourced by both (POSIX sh). Everything it says goes to standard error: standard output belongs to the command.
#
#   prepare DIRECTORY till|check
#
# Order: system packages (setup/system.txt) → .venv → pinned uv → requirements.lock → this project, editable.
# .venv/.ready-* hold the checksum of all that was asked for; .venv/.unfinished stands while something is changed, so
# that an interrupted set-up starts over. Hosts to download from come from the machine (environment, pip, apt) only.

say() { printf 'kopilka: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

prepare() {
    project=$1 purpose=$2 venv=$1/.venv
    is_ready && return
    if command -v flock >/dev/null; then
        exec 9<"$project/requirements.lock"
        flock -n 9 || { say 'another set-up of this folder is running, waiting for it'; flock 9; }
        is_ready && { exec 9<&-; return; }
    fi
    started=$(date +%s)
    say 'preparing (once; needs the network)'
    install_system_packages
    make_environment
    say 'installing the libraries of requirements.lock'
    install_libraries
    checksum >"$venv/.ready-till"
    [ "$purpose" = till ] || checksum >"$venv/.ready-$purpose"
    rm "$venv/.unfinished"
    say "ready after $(($(date +%s) - started)) s"
    exec 9<&-
}

is_ready() {
    [ ! -e "$venv/.unfinished" ] && [ -f "$venv/.ready-$purpose" ] &&
        [ "$(cat "$venv/.ready-$purpose")" = "$(checksum)" ]
}

checksum() {
    {
        cat "$project/requirements.lock" "$project/pyproject.toml" "$project/setup/system.txt" \
            "$project/setup/prepare.sh" "$project/setup/package_index.sh"
        birth_certificate
    } | cksum
}

# An environment belongs to one place and one Python; moved or left behind by an upgrade it is made anew.
birth_certificate() { printf '%s\n%s\n' "$venv" "$(readlink -f "$venv/bin/python" 2>/dev/null)"; }

# --- system packages ---------------------------------------------------------------------------------------------

install_system_packages() {
    [ "$(uname)" = Linux ] || return 0
    missing=$(missing_packages essential)
    wished=$(missing_packages useful)
    [ -n "$missing$wished" ] || return 0
    # shellcheck disable=SC2086 # words on purpose
    if as_root=$(root_prefix) && command -v apt-get >/dev/null; then
        say "installing" $missing $wished
        apt_install $missing $wished && return
        missing=$(missing_packages essential)
        wished=$(missing_packages useful)
    fi
    if [ -n "$missing" ]; then
        say 'this system lacks packages that the program cannot do without. Please run'
        # shellcheck disable=SC2086
        say '    sudo apt-get install' $missing $wished
        fail 'and then this command again (other systems than Debian: setup/system.txt names the libraries)'
    fi
    # shellcheck disable=SC2086
    [ -z "$wished" ] || say 'going on without some packages; for all of it: sudo apt-get install' $wished
}

# Succeeds and prints what to put before a command to run it as root.
root_prefix() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo 'sudo -n env'
    else
        return 1
    fi
}

apt_install() {
    install='apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120'
    install="$as_root DEBIAN_FRONTEND=noninteractive $install"
    output=$(mktemp)
    # Package lists may be absent or old: the first try tells.
    if $install "$@" >"$output" 2>&1 || { $as_root apt-get update -qq && $install "$@"; } >"$output" 2>&1; then
        rm "$output"
    else
        cat "$output" >&2
        rm "$output"
        return 1
    fi
}

missing_packages() {
    python=$(find_python) || python=
    if [ "$1" = essential ]; then
        [ -n "$python" ] || echo python3 python3-venv
        [ -z "$python" ] || "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$(basename "$python")-venv"
    fi
    libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || libraries=
    while read -r package command need presence; do
        case $command in till | "$purpose") ;; *) continue ;; esac
        [ "$need" = "$1" ] || continue
        case $presence in
        library:*) case $libraries in *"${presence#library:} "*) continue ;; esac ;;
        program:*) command -v "${presence#program:}" >/dev/null && continue ;;
        file:*) is_there "${presence#file:}" && continue ;;
        esac
        echo "$package"
    done <"$project/setup/system.txt"
}

# Whether a file of this pattern exists.
is_there() {
    # shellcheck disable=SC2086 # the pattern is to be expanded
    for candidate in $1; do
        [ ! -e "$candidate" ] || return 0
    done
    return 1
}

# --- the environment ---------------------------------------------------------------------------------------------

find_python() {
    for candidate in /usr/bin/python3 /usr/bin/python3.11 python3 python3.11 python3.12 python3.13 python3.14; do
        command -v "$candidate" >/dev/null || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$candidate"
        return
    done
    return 1
}

make_environment() {
    if [ -d "$venv" ] && { [ -e "$venv/.unfinished" ] ||
        [ "$(birth_certificate)" != "$(cat "$venv/.born" 2>/dev/null)" ] ||
        ! "$venv/bin/python" -c 'import pip' 2>/dev/null; }; then
        say 'making the environment .venv anew'
        rm -rf "$venv"
    fi
    mkdir -p "$venv"
    : >"$venv/.unfinished"
    [ ! -f "$venv/.born" ] || return 0
    python=$(find_python) || fail 'Python 3.11 or later is needed: sudo apt-get install python3 python3-venv'
    "$python" -m venv "$venv" >&2 || fail "$python could not make the environment $venv"
    birth_certificate >"$venv/.born"
}

install_libraries() {
    . "$project/setup/package_index.sh"
    export UV_PYTHON_DOWNLOADS=never UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}" UV_NO_PROGRESS=1
    [ ! -t 2 ] || unset UV_NO_PROGRESS
    help='is the network there? Hosts, proxy and certificates are those of pip on this machine and of the environment'

    awk '/^[^ ]/ { ours = /^uv==/ } ours' "$project/requirements.lock" >"$venv/.uv.lock"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps --require-hashes \
        --requirement "$venv/.uv.lock" >&2 || fail "could not install uv; $help"
    quiet=--quiet
    [ ! -t 2 ] || quiet=
    # Compiled here: who starts the till later may not be allowed to write there, and would compile at every start.
    "$venv/bin/uv" pip sync $quiet --compile-bytecode --python "$venv/bin/python" --require-hashes \
        "$project/requirements.lock" >&2 || fail "could not install the libraries; $help"
    "$venv/bin/uv" pip install --quiet --offline --python "$venv/bin/python" --no-deps --no-build-isolation \
        --editable "$project" >&2 || fail 'could not install the project itself into its environment'
}
