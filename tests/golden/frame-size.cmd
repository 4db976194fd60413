# A large picture has the size that was asked for, and what is in it is larger; --scale says otherwise.
# What fontconfig keeps until the end is not ours.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
for asked in "--size 1920x1080" "--size 3840x2160" "--size 2160x3840" "--size 3840x2160 --scale 1" "--size 16384x400" "--size 640x400 --scale 2"; do
    echo "$asked"
    # shellcheck disable=SC2086
    cybertwin frame packages/plant -q $asked -f svg | grep -o 'width="[0-9.]*" height="[0-9.]*" viewBox="[^"]*"'
    # shellcheck disable=SC2086
    cybertwin frame packages/plant -q $asked -f png | od -An -tu1 -j16 -N8
done
cybertwin frame packages/plant -q --size 7680x4320 -f pdf | grep -a -o 'MediaBox.*'
cybertwin view packages/plant -q --scale 9
cybertwin view packages/plant -q --scale large
