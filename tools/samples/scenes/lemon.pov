#include "common.inc"
camera { right x * image_width / image_height location <0, 3, -6.2> look_at <0, 0.75, 0> angle 34 }
Sun(<-6, 9, -5>, 1.15)
light_source { <6, 4, -4> rgb 0.3 shadowless }
background { rgb <0.35, 0.4, 0.42> }
plane { y, 0 texture { pigment { checker rgb <0.8, 0.82, 0.85>, rgb <0.3, 0.45, 0.6> scale 0.6 rotate y * 30 } finish { specular 0.2 } } }
#declare Peel = texture {
  pigment { bozo scale 0.6 color_map { [0 rgb <0.97, 0.75, 0.03>] [1 rgb <1, 0.85, 0.1>] } }
  normal { bumps 0.22 scale 0.05 } finish { specular 0.4 roughness 0.03 }
}
#declare Lemon = lathe { cubic_spline 9,
  <0, -1.5>, <0, -1.38>, <0.17, -1.27>, <0.62, -0.85>, <0.86, 0>, <0.62, 0.85>, <0.2, 1.22>, <0, 1.32>, <0, 1.4>
  texture { Peel } rotate z * 90 }
object { Lemon rotate <0, 25, 8> translate <-0.55, 0.84, 0.6> }
object { Lemon rotate <0, -55, 0> translate <1.3, 0.84, 0.4> scale 0.97 }
union {
  difference { object { Lemon } plane { -x, 0 inverse texture { pigment { rgb <1, 0.95, 0.75> } } } rotate y * 90 }
  cylinder { <0, 0, 0.01>, <0, 0, -0.005>, 0.79 texture {
    pigment { radial frequency 9 rotate x * 90 color_map { [0 rgb <1, 0.96, 0.8>] [0.08 rgb <0.98, 0.85, 0.3>] [0.92 rgb <0.97, 0.82, 0.22>] [1 rgb <1, 0.96, 0.8>] } }
    normal { bumps 0.3 scale 0.06 } finish { specular 0.6 roughness 0.02 } } }
  rotate <25, -20, 0> translate <-0.35, 0.75, -1.3>
}
