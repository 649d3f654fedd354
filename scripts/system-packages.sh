#!/bin/sh
# Debian packages that the platform and its tests use. Installs the missing ones as root or with sudo that asks for no
# password; otherwise names them and says what will not work. Never fails: the rest works without them.
set -u

missing=""
note() { missing="$missing $1"; echo "  缺 $1：$2" >&2; }

have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
want() { have "$1" || note "$1" "$2"; }

command -v dpkg-query >/dev/null 2>&1 || exit 0
python=${PYTHON:-python3}
"$python" -c 'import ensurepip, venv' 2>/dev/null || want python3-venv "没有它不能建立虚拟环境"
command -v chromium >/dev/null 2>&1 || want chromium "没有它，浏览器测试会跳过"
want fonts-noto-cjk "没有它，截图和文书中的汉字可能显示不全"
for pango in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do want "$pango" "没有它不能生成 PDF"; done
command -v pdftoppm >/dev/null 2>&1 || want poppler-utils "没有它，看 PDF 的测试会跳过"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "这些系统软件包没有安装；可请管理员运行：apt-get install$missing" >&2
  exit 0
fi

# One at a time: a package that a distribution does not have must not keep out the others.
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >/dev/null; }
apt update -qq || echo "软件包目录没有更新成功，用现有的目录继续。" >&2
for package in $missing; do
  apt install -y -qq --no-install-recommends "$package" && echo "  已安装 $package" >&2 ||
    echo "  $package 没有安装成功；可稍后运行：apt-get install $package" >&2
done
exit 0
