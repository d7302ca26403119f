# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases with "# tools: openssl evmctl keyctl": keys for IMA, and images for kexec.

# make_key NAME: /tmp/NAME.pem, and a certificate of it, /tmp/NAME.der
make_key() {
	printf '[req]\ndistinguished_name=n\nx509_extensions=e\nprompt=no\n[n]\nCN=%s\n' "$1" >/tmp/req
	printf '[e]\nsubjectKeyIdentifier=hash\nkeyUsage=digitalSignature\n' >>/tmp/req
	openssl req -config /tmp/req -x509 -nodes -newkey rsa:1024 -sha256 -outform DER \
		-keyout "/tmp/$1.pem" -out "/tmp/$1.der" 2>/dev/null
}

# make_image NAME [KEY]: /tmp/NAME, which the kernel would load, signed with that key
make_image() {
	kexec-file make "/tmp/$1" "$1"
	[ -z "${2-}" ] || evmctl ima_sign --key "/tmp/$2.pem" -a sha256 "/tmp/$1" >/dev/null 2>&1
}

# load_image NAME: prints the kernel's answer; nothing stays loaded
load_image() {
	kexec-file load "/tmp/$1"
	kexec-file unload >/dev/null
}

# new_keyring: makes one named _ima, where the kernel finds it; prints its number
new_keyring() {
	keyctl link @u @s 2>/dev/null
	keyctl newring _ima @u
}
