#!/bin/sh
# Debian packages that the platform and its tests use. Installs the missing ones as root or with sudo that asks for no
# password; otherwise names them and says what will not work. Never fails: the rest works without them.
set -u

missing=""
note() { missing="$missing $1"; echo "  $1：$2" >&2; }

have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
want() { have "$1" || note "$1" "$2"; }

command -v dpkg-query >/dev/null 2>&1 || exit 0
python=${PYTHON:-python3}
"$python" -c 'import ensurepip, venv' 2>/dev/null || want python3-venv "没有它不能建立虚拟环境"
command -v chromium >/dev/null 2>&1 || want chromium "没有它，浏览器测试会跳过"
want fonts-noto-cjk "没有它，截图和文书中的汉字可能显示不全"
[ -z "$missing" ] && exit 0

install="apt-get install -y -qq --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && $install >/dev/null
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive $install >/dev/null
else
  echo "缺少以上系统软件包；可请管理员运行：apt-get install$missing" >&2
fi
exit 0
