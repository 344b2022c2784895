#!/bin/sh
# Builds the site and copies it to a bucket of S3, each kind of file with its headers.
set -eu
python build.py --base-url https://speeches.example.org/
aws s3 sync output/ s3://speeches.example.org/ --delete --exclude '.*' --cache-control 'public, max-age=0, must-revalidate'
aws s3 cp output/static/ s3://speeches.example.org/static/ --recursive --exclude '*' --include '*.css' --include '*.js' --cache-control 'public, max-age=31536000, immutable'
aws s3 cp output/ s3://speeches.example.org/ --recursive --exclude '*' --include '*feed.xml' --content-type 'application/atom+xml; charset=utf-8' --cache-control 'public, max-age=0, must-revalidate'
aws s3 website s3://speeches.example.org/ --index-document index.html --error-document 404.html
