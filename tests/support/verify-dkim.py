"""Verifies mails by dkimpy. Input: {"mails": [base64], "records": {name: text}}. Output: for each mail, its verdicts from the top."""

import base64
import json
import sys

import dkim


def main():
    asked = json.load(sys.stdin)
    records = {f"{name}.": text.encode() for name, text in asked["records"].items()}

    def look_up(name, timeout=5):
        return records.get(name.decode() if isinstance(name, bytes) else name)

    mails = [base64.b64decode(mail) for mail in asked["mails"]]
    json.dump([verdicts(mail, look_up) for mail in mails], sys.stdout)


def verdicts(mail, look_up):
    count = sum(name.lower() == b"dkim-signature" for name, _ in dkim.DKIM(mail).headers)
    return [verdict(mail, index, look_up) for index in range(count)]


def verdict(mail, index, look_up):
    verifier = dkim.DKIM(mail)
    try:
        holds = verifier.verify(index, dnsfunc=look_up)
    except dkim.DKIMException as error:
        return {"holds": False, "why": str(error)}
    said = verifier.signature_fields
    return {
        "holds": bool(holds),
        "algorithm": said[b"a"].decode(),
        "selector": said[b"s"].decode(),
        "names": [name.strip().decode() for name in said[b"h"].split(b":")],
    }


main()
