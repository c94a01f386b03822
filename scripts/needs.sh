# Sourced by ./run, ./test and ./bench: finds the tools they need, installs what it can as root, names the rest.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# need_packages PROGRAM=PACKAGE ...: Debian packages for the programs (or files) that are missing.
need_packages() {
  local pair missing=()
  for pair in "$@"; do
    { command -v "${pair%%=*}" || [ -e "${pair%%=*}" ]; } >/dev/null 2>&1 || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail "缺少程序，请先安装 / Missing programs, please install: apt-get install ${missing[*]}"
  fi
  install_packages "${missing[@]}" || fail "安装失败 / Could not install: ${missing[*]}"
}

# install_packages NAME ...: without starting any service that a package brings along.
install_packages() {
  say "正在安装 / Installing: $*"
  [ -n "${APT_UPDATED:-}" ] || { apt-get -qq update >&2 && APT_UPDATED=1; }
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >&2
}

is_jdk_25() { [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'; }

# Sets and exports JAVA_HOME to a JDK 25.
need_jdk() {
  find_jdk && return
  local package
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get -qq update >&2 && APT_UPDATED=1
    for package in openjdk-25-jdk-headless temurin-25-jdk; do
      if apt-cache show "$package" >/dev/null 2>&1; then
        install_packages "$package" && find_jdk && return
      fi
    done
  fi
  fail "缺少 JDK 25：请安装 openjdk-25-jdk-headless 或 temurin-25-jdk（https://adoptium.net），或设置 JAVA_HOME。
JDK 25 is missing: install openjdk-25-jdk-headless or temurin-25-jdk (https://adoptium.net), or set JAVA_HOME."
}

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25*; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  if command -v javac >/dev/null; then
    home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    is_jdk_25 "$home" && export JAVA_HOME=$home && return 0
  fi
  return 1
}

# Node 20.19 or newer with npm.
need_node() {
  need_packages node=nodejs npm=npm
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "需要 Node.js 20.19 或更新版本，当前为 $(node -v)；见 https://nodejs.org。
Node.js 20.19 or newer is needed, this is $(node -v); see https://nodejs.org."
}

# stamp PATH ...: one line that changes when a file below the paths does.
stamp() { { find "$@" -type f -printf '%p %T@ %s\n' 2>/dev/null || true; } | LC_ALL=C sort | sha256sum | cut -d' ' -f1; }

# changed STAMP-FILE PATH ...: whether the paths changed since `built` was last called with the same arguments.
changed() { local file=$1; shift; [ "$(cat "$file" 2>/dev/null)" != "$(stamp "$@")" ]; }
built() { local file=$1; shift; stamp "$@" >"$file"; }

WEB_SOURCES=(web-client/src web-client/public web-client/package-lock.json web-client/vite.config.ts web-client/*.html)
JAVA_SOURCES=(pom.xml protocol/pom.xml protocol/src/main platform/pom.xml platform/src/main signaling/pom.xml signaling/src/main
  media-bridge/pom.xml media-bridge/src/main case-service/pom.xml case-service/src/main app/pom.xml app/src/main web-client/dist)

install_web_client() {
  if changed web-client/node_modules/.installed web-client/package-lock.json; then
    say "正在安装网页端依赖 / Installing what the web client needs …"
    (cd web-client && npm ci --no-audit --no-fund --loglevel=error) >&2 && built web-client/node_modules/.installed web-client/package-lock.json
  fi
}

build_web_client() {
  [ -f web-client/package.json ] || return 0
  install_web_client
  if [ ! -d web-client/dist ] || changed web-client/node_modules/.built "${WEB_SOURCES[@]}"; then
    say "正在构建网页端 / Building the web client …"
    (cd web-client && npm run -s build) >&2 && built web-client/node_modules/.built "${WEB_SOURCES[@]}"
  fi
}

# The runnable program, unpacked: it starts faster than from one jar, and faster still from what a first start left behind.
unpack_program() {
  rm -rf app/target/product
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar app/target/yizhan.jar extract --destination app/target/product >/dev/null
  train_program || say "启动缓存未能生成，启动会慢几秒 / No start-up cache could be made; starts take some seconds longer."
  built app/target/.built "${JAVA_SOURCES[@]}"
}

# Sets `java` to the command that starts the program, with the memory and the collector of the product.
java_of_product() {
  java=(
    "$JAVA_HOME/bin/java" -Xms256m -Xmx512m -XX:MaxDirectMemorySize=192m -XX:ReservedCodeCacheSize=160m
    # Regions that hold what a recording or a paper needs at once, and a look through the old ones only when they fill up:
    # each look takes the processor away just when people meet.
    -XX:+UseG1GC -XX:MaxGCPauseMillis=50 -XX:G1HeapRegionSize=4m -XX:-G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=65
    -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    "$@" -jar "$PWD/app/target/product/yizhan.jar"
  )
}

# Sets `ahead` to the options that let the thread that carries the packets go before all others, which root may do. They
# would let the compiler's threads go before as well: those stay where they are.
packets_first() {
  ahead=()
  [ "$(id -u)" -ne 0 ] || ahead=(-XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=0)
}

# Sets `cached` to the options that start from the cache; without a cache to none. A cache that does not fit is left alone.
cached_start() {
  cached=()
  [ ! -f app/target/product/yizhan.aot ] || cached=(-XX:AOTCache="$PWD/app/target/product/yizhan.aot" '-Xlog:aot*=error')
}

# Starts the program once on an empty data folder and keeps its loaded classes and what was learned of them (JEP 483, 515).
train_program() {
  local folder port java cache=$PWD/app/target/product/yizhan.aot
  say "正在生成启动缓存 / Preparing a faster start …"
  folder=$(mktemp -d)
  port=$(free_port)
  java_of_product -XX:AOTCacheOutput="$cache" '-Xlog:aot*=error'
  node scripts/first-start.mjs "$port" "${java[@]}" --port "$port" --media-port "$((port + 1))" --data "$folder/data" 2>"$folder/log" || true
  [ -f "$cache" ] || cat "$folder/log" >&2
  rm -rf "$folder"
  [ -f "$cache" ]
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

build_program() {
  if [ ! -d app/target/product ] || changed app/target/.built "${JAVA_SOURCES[@]}"; then
    say "正在构建程序 / Building the program …"
    # What was taken out of the sources must not live on in what was built from them before.
    rm -rf {protocol,platform,signaling,media-bridge,case-service,app}/target/classes
    mvn -q -B -Dfast -DskipTests -pl app -am package >&2
    unpack_program
  fi
}

# Both, one build at a time: two starts at once must not build into the same folder.
build_locked() {
  exec 9>"${TMPDIR:-/tmp}/yizhan-build-$(pwd | cksum | cut -d' ' -f1).lock"
  flock 9
  build_web_client
  build_program
  exec 9>&-
}
