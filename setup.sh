#!/usr/bin/env bash
# setup.sh -- installs the missing packages for building, testing and drawing on Debian 12 and its derivatives; on other
# systems it lists the packages and stops.
#   ./setup.sh peers    also PyTorch, large, with which tests compare the networks
set -eu

packages=(
    gcc libc6-dev make pkgconf                               # compiler and build; pkgconf reports versions
    libfftw3-dev libtiff-dev libpng-dev libgsl-dev libopenblas-dev libdnnl-dev libpopt-dev
    libjansson-dev libexpat1-dev                             # what microscopes write into TIFFs: JSON, XML
    gnuplot-nox fonts-dejavu-core mawk bsdextrautils         # figures, and columns for make list
    libcmocka-dev bats perl strace libasan8 libubsan1        # tests (prove is perl's)
    python3-numpy python3-scipy python3-tifffile python3-skimage    # test references
    libtiff-tools ffmpeg mandoc clang-format chromium
)

case "$*" in
'') ;;
peers) packages+=(python3-torch) ;;
*) echo "setup.sh: '$*' is not a set of packages, expected: peers" >&2 && exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "setup.sh: this is not Debian or a derivative; install the equivalents of these Debian packages:" >&2
    printf '  %s\n' "${packages[@]}" >&2
    exit 1
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "setup.sh: everything is installed"
    exit 0
fi

echo "setup.sh: installing ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup.sh: run as root: apt-get install ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "setup.sh: done"
