#!/bin/sh
# The three .docx beside this file, made anew from their sources by LibreOffice (Debian: libreoffice-writer-nogui).
set -eu
cd "$(dirname "$0")"
soffice --headless --convert-to docx -env:UserInstallation="file://$(mktemp -d)" ./*.fodt
