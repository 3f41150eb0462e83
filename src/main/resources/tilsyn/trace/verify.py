#!/usr/bin/env python3
"""Verifies this bundle without Tilsyn: python3 verify.py [FOLDER]. Needs Python 3 and openssl. Format: docs/trace.md."""
import base64, hashlib, json, os, subprocess, sys, tempfile

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
read = lambda name: open(os.path.join(folder, name), "rb").read()
sha = lambda data: hashlib.sha256(data).digest()
problems = []

def root(low, high):  # RFC 6962; subtrees without a line of ours come from the proof
    if high <= first or low >= last: return next(proof)
    if high - low == 1: return leaves[low - first]
    middle = low + (1 << (high - low - 1).bit_length() - 1)
    return sha(b"\x01" + root(low, middle) + root(middle, high))

def signed(key, text, signature):  # openssl wants files; the 12 bytes say "Ed25519 key" (RFC 8410)
    with tempfile.TemporaryDirectory() as temp:
        for name, data in ("key", bytes.fromhex("302a300506032b6570032100") + key), ("text", text), ("sig", signature):
            open(os.path.join(temp, name), "wb").write(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin",
                               "-in", "text", "-sigfile", "sig"], cwd=temp, capture_output=True).returncode == 0
try:
    note, signatures = read("checkpoint").split(b"\n\n", 1)
    origin, size, wanted = note.decode().split("\n")
    name, _, key = read("key").decode().strip().split("+", 2)
    key, of_proof = base64.b64decode(key)[1:], json.loads(read("proof.json"))
    if name != origin or not any(signed(key, note + b"\n", base64.b64decode(line.split(b" ")[-1])[4:])
                                 for line in signatures.splitlines()): problems.append("checkpoint: not signed by the key")
    first, leaves = of_proof["first"], [bytes.fromhex(leaf) for leaf in of_proof["leaves"]]
    last, proof = first + len(leaves), iter([bytes.fromhex(hash) for hash in of_proof["proof"]])
    if base64.b64encode(root(0, int(size))).decode() != wanted: problems.append("proof.json: not what was signed")
    lines = read("trace.jsonl").split(b"\n")
    hashes = [sha(b"\0" + line) for line in (lines[:-1] if lines[-1] == b"" else lines + [b""])]
    named = [n for n in range(max(len(hashes), len(leaves))) if hashes[n:n + 1] != leaves[n:n + 1]]
    if named: kind = "changed" if len(hashes) == len(leaves) and sorted(hashes) != sorted(leaves) else \
        "swapped" if len(hashes) == len(leaves) else "deleted" if len(hashes) < len(leaves) else "inserted"
    if named: problems.append("trace.jsonl:%d: %s" % (named[0] + 1, kind))
    kept = json.loads(lines[len(leaves) - 1])  # the last line names what the assessment was made of
    problems += [part + ".json: not what the log names" for part in ("rules", "inputs", "facts", "state")
                 if sha(read(part + ".json")).hex() != kept[part]]
    if not signed(key, read("manifest.json"), read("manifest.sig")): problems.append("manifest.json: not signed by the key")
    files = json.loads(read("manifest.json"))["files"]
    problems += [file + ": changed" for file in files if sha(read(file)).hex() != files[file]]
except Exception as broken: problems.append("can't be read: %r" % broken)
print("\n".join(problems) or "verified: %d lines, signed by %s" % (len(leaves), name))
sys.exit(1 if problems else 0)
