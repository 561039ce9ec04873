#include "common.inc"
camera { right x * image_width / image_height location <0, 1.4, -9> look_at <0.25, 2.5, 0> angle 28 }
Sun(<-15, 25, -20>, 1.15)
light_source { <12, 3, -10> rgb 0.25 shadowless }
BlueSky()
plane { y, 0 texture { pigment { bozo scale 0.3 color_map { [0 rgb <0.82, 0.7, 0.5>] [1 rgb <0.72, 0.59, 0.4>] } } normal { granite 0.3 scale 0.6 } } }
plane { -z, -30 texture { pigment { gradient y scale 3 color_map { [0 rgb <0.08, 0.3, 0.4>] [0.8 rgb <0.12, 0.42, 0.55>] } } } clipped_by { plane { y, 2.4 } } }
// eight gores, their hem sagging between the ribs
#declare Canopy = isosurface {
  function { abs(sqrt(x*x + z*z + pow(1.35 * y, 2)) - 2.0 + 0.10 * (1 - cos(8 * atan2(z, x))) * (x*x + z*z) / 4) - 0.015 }
  max_gradient 4 accuracy 0.003 contained_by { box { <-2.2, 0.35, -2.2>, <2.2, 1.8, 2.2> } } open
  texture { pigment { radial frequency 8 color_map { [0.5 rgb <0.7, 0.02, 0.03>] [0.5 rgb <0.8, 0.04, 0.05>] } } finish { specular 0.2 diffuse 0.85 } }
}
union {
  object { Canopy translate y * 1.9 }
  cylinder { <0, -0.3, 0>, <0, 3.55, 0>, 0.045 pigment { rgb <0.5, 0.3, 0.15> } }
  rotate <10, 15, -8> translate <0, 0.1, 0>
}
