#!/bin/sh
# Makes target/tilsyn_VERSION_all.deb of what ./tilsyn has built. Needs dpkg-deb. --check inspects what it made.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
target=$home/target
[ -f "$target/tilsyn.jar" ] && [ -d "$target/lib" ] || {
  echo "deb.sh: nothing is built yet. Run ./mvnw package first." >&2
  exit 1
}
version=$(sed -n 's:^  <version>\(.*\)</version>.*:\1:p' "$home/pom.xml" | head -n 1)
# a tilde sorts before what follows it, as a snapshot must before its release
version=$(printf '%s' "$version" | sed 's/-SNAPSHOT$/~snapshot/')
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
share=$root/usr/share/tilsyn

install -d "$share/target" "$root/usr/bin" "$root/usr/lib/systemd/system" "$root/usr/share/doc/tilsyn" "$root/DEBIAN"
install -d -m 0755 "$root/etc/tilsyn"
install -m 0755 "$home/tilsyn" "$share/tilsyn"
cp -R "$home/rules" "$home/routes" "$home/connectors" "$share/"
install -m 0644 "$target/tilsyn.jar" "$share/target/"
cp -R "$target/lib" "$share/target/"
ln -s ../share/tilsyn/tilsyn "$root/usr/bin/tilsyn"
install -m 0644 "$home/packaging/tilsyn@.service" "$root/usr/lib/systemd/system/"
install -m 0644 "$home/README.md" "$home/CHANGELOG.md" "$root/usr/share/doc/tilsyn/"
cp -R "$home/docs/examples" "$root/usr/share/doc/tilsyn/"
chmod -R u=rwX,go=rX "$root/usr"

size=$(du -sk "$root/usr" | cut -f 1)
cat >"$root/DEBIAN/control" <<END
Package: tilsyn
Version: $version
Architecture: all
Maintainer: Tilsyn <tilsyn@localhost>
Installed-Size: $size
Depends: java17-sdk-headless | java21-sdk-headless, adduser
Section: admin
Priority: optional
Description: judges servers against the checklist of an operations agreement
 Listens for syslog and files, judges on a schedule and follows tickets; one
 systemd unit for each customer.
END
cat >"$root/DEBIAN/postinst" <<'END'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
  adduser --system --group --quiet --no-create-home --home /var/lib/tilsyn tilsyn
  if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
fi
END
# What is kept stays, also when the package is purged: it is evidence, and goes only by somebody's own hand.
cat >"$root/DEBIAN/prerm" <<'END'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then systemctl stop 'tilsyn@*.service' || true; fi
END
chmod 0755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
deb=$target/tilsyn_${version}_all.deb
dpkg-deb --root-owner-group --build "$root" "$deb"

[ "${1:-}" = --check ] || exit 0
listed=$(dpkg-deb --contents "$deb")
for wanted in ./usr/bin/tilsyn ./usr/share/tilsyn/target/tilsyn.jar ./usr/share/tilsyn/rules/ ./usr/share/tilsyn/routes/listen/ \
  ./usr/lib/systemd/system/tilsyn@.service ./etc/tilsyn/; do
  printf '%s\n' "$listed" | grep -qF " $wanted" || {
    echo "deb.sh: $wanted is missing" >&2
    exit 1
  }
done
if printf '%s\n' "$listed" | grep -qv ' root/root '; then
  echo 'deb.sh: something belongs to somebody else than root' >&2
  exit 1
fi
if printf '%s\n' "$listed" | grep -q '^.\(....w\|.......w\)[^l]*$' && printf '%s\n' "$listed" | grep -v '^l' | grep -q '^.\(....w\|.......w\)'; then
  echo 'deb.sh: something can be changed by others than root' >&2
  exit 1
fi
dpkg-deb --info "$deb" | grep -q 'Package: tilsyn'
dpkg-deb --extract "$deb" "$root/installed"
"$root/installed/usr/bin/tilsyn" --version
"$root/installed/usr/bin/tilsyn" rules list --lang en | tail -n 1
echo "$deb is in order"
